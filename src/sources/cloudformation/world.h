// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diagnostic.h"
#include "sources/cloudformation.h"
#include "sources/cloudformation/stack.h"
#include "topology/topology.h"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace inland::sources::cloudformation {

/// One resource of a template whose properties have been evaluated.
struct Declared {
    Stack* stack = nullptr;
    std::string logical_id;
    std::string key;
    std::string type;  ///< "AWS::EC2::VPC"
    Value properties = {};
    Place place = {};
    Truth exists = Truth::Yes;  ///< Unknown where its condition is; Declared ones are never No
};

/// The reading of one template and those nested in it.
class World {
  public:
    World(const CloudFormationOptions& options, Diagnostics& diagnostics)
        : options_(options), diagnostics_(diagnostics) {}

    /// Reads a template into a stack; nullptr when it has mistakes, which are reported.
    std::unique_ptr<Stack> stack_of(std::string prefix, const std::string& file,
                                    std::string_view bytes, Parameters given);
    /// The resources of a stack and of those within it; then, once all are known by their keys,
    /// their properties.
    void declare(Stack& stack);
    void evaluate();
    /// Counts: stacks in stacks must end.
    bool may_nest();
    /// Counts what evaluating has made: references to references may double at each step, and no
    /// template that CloudFormation takes comes near the bound.
    bool may_make(std::size_t values);

    [[nodiscard]] const std::vector<Declared>& declared() const { return declared_; }
    [[nodiscard]] const Declared* find(std::string_view key) const;
    [[nodiscard]] const CloudFormationOptions& options() const { return options_; }
    /// Reports; the same thing once.
    void report(Diagnostic diagnostic);
    /// Nothing is sure of a class any more, or of all of them.
    void miss(std::string_view type) { missing_.emplace(type); }
    void miss_everything();
    [[nodiscard]] const std::set<std::string>& missing() const { return missing_; }

  private:
    void declare_resource(Stack& stack, const knowledge::Node& resource);

    const CloudFormationOptions& options_;
    Diagnostics& diagnostics_;
    std::vector<Declared> declared_;
    std::map<std::string, std::size_t, std::less<>> by_key_;
    int nested_ = 0;
    std::size_t made_ = 0;
    std::set<std::string> missing_;
    std::set<std::string> reported_;
};

}  // namespace inland::sources::cloudformation
