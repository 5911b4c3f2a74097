// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/node.h"
#include "sources/cloudformation/truth.h"
#include "sources/cloudformation/value.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace inland::sources::cloudformation {

class World;

using Parameters = std::map<std::string, Value, std::less<>>;

/// One template with its parameters: evaluates the template's expressions. References are to keys,
/// which in nested stacks begin with the stack's logical id ("Network.Vpc"). Owned by its World,
/// which outlives it; one thread.
class Stack {
  public:
    Stack(World& world, std::string prefix, std::string file, knowledge::Node root,
          Parameters given);

    [[nodiscard]] Value evaluate(const knowledge::Node& node);
    [[nodiscard]] Truth condition(std::string_view name, knowledge::Position position);
    /// What "Ref" and "${Name}" give.
    [[nodiscard]] Value referred(std::string_view name, knowledge::Position position);
    /// What "Fn::GetAtt" and "${Name.Attribute}" give.
    [[nodiscard]] Value attribute(std::string_view name, std::string_view attribute,
                                  knowledge::Position position);
    /// A property of a resource, evaluated; Absent where it is not set.
    [[nodiscard]] Value property(std::string_view resource, std::string_view name);
    [[nodiscard]] Value output(std::string_view name);

    [[nodiscard]] const knowledge::Node* section(std::string_view name) const;
    [[nodiscard]] const knowledge::Node* resource(std::string_view logical_id) const;
    [[nodiscard]] std::string key_of(std::string_view logical_id) const;
    [[nodiscard]] World& world() const { return world_; }
    [[nodiscard]] const std::string& file() const { return file_; }
    /// Reports once for each place that something is not known, and why.
    Value not_known(knowledge::Position position, std::string what);
    void mistake(knowledge::Position position, std::string rule, std::string summary,
                 std::string detail);

    /// Writes out the template's loops; before anything else is asked.
    void write_out_loops();

    /// The stack that a resource of type AWS::CloudFormation::Stack makes; nullptr when its
    /// template cannot be read here.
    Stack* nested(std::string_view logical_id);

  private:
    Value parameter(const knowledge::Node& declared);
    /// Evaluates once; what refers to itself on the way is a mistake.
    Value evaluate_once(const std::string& step, const knowledge::Node& node);
    Value evaluate_map(const knowledge::Node& node);
    Value evaluate_list(const knowledge::Node& node);
    Truth judge(const knowledge::Node& node);
    std::unique_ptr<Stack> make_nested(std::string_view logical_id);
    std::optional<std::vector<std::string>> items_of(const knowledge::Node& loop);
    void write_out_loop(knowledge::Node loop, std::vector<knowledge::Node>& children);
    void write_out_loops(knowledge::Node& node);
    void refuse_twins(const knowledge::Node& map);

    World& world_;
    std::string prefix_;
    std::string file_;
    knowledge::Node root_;
    Parameters given_;
    std::map<std::string, Truth, std::less<>> conditions_;
    std::map<std::string, Value, std::less<>> evaluated_;  ///< properties and outputs
    std::set<std::string, std::less<>> under_way_;  ///< what is being evaluated: cycles end there
    std::map<std::string, std::unique_ptr<Stack>, std::less<>> nested_;
};

/// Whether a map's key is that of a loop: "Fn::ForEach::Name".
bool is_loop(std::string_view key);

}  // namespace inland::sources::cloudformation
