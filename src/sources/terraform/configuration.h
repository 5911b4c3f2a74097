// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "sources/terraform/instance.h"
#include "sources/terraform/source_files.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace inland::sources::terraform {

/// What an expression takes its value from: an attribute ("id", "vpc_config[0].x", or "" for the
/// whole) of an instance.
struct Origin {
    const Instance* instance = nullptr;
    std::string attribute;
    bool operator==(const Origin&) const = default;
};

/// The origins of one value. `unresolved` names what the plan does not tell more about: Terraform
/// writes neither locals nor dynamic blocks nor data sources that it reads later into it.
struct Origins {
    std::vector<Origin> found;
    std::vector<std::string> unresolved;
    /// Something known plays a part too: perhaps it chooses between the origins.
    bool has_choice = false;
    /// The expression is that of several blocks together.
    bool is_shared = false;

    /// Whether every origin is known, and is one for sure.
    [[nodiscard]] bool are_complete() const;
};

/// The configuration part of a plan: where values that are "known after apply" will come from.
/// References are followed through count, for_each, variables of modules and their outputs, and,
/// where the files of the plan are at hand, through locals and dynamic blocks. What is given must
/// outlive this. Pure; any number of threads may ask.
class Configuration {
  public:
    Configuration(const json::value& document, const Instances& instances,
                  const SourceFiles& files);

    /// Where the attribute of an instance comes from; `path` may lead into nested blocks
    /// ("vpc_config.0.subnet_ids").
    [[nodiscard]] Origins origins_of(const Instance& instance, std::string_view path) const;

    /// Where references come from that files hold for a value of the instance's: "aws_vpc.main.id".
    [[nodiscard]] Origins origins_of_references(const Instance& instance,
                                                const std::vector<std::string>& references) const;
    /// The value of a variable of the root's, which the user gave; nullptr for others.
    [[nodiscard]] const json::value* variable(const Instance& instance,
                                              std::string_view name) const;
    /// The whole expression of an argument of the instance's, or of a local of its module, as the
    /// files have it; nullptr where they do not tell.
    [[nodiscard]] const std::vector<language::Token>* written(const Instance& instance,
                                                              std::string_view argument) const;
    [[nodiscard]] const std::vector<language::Token>* written_local(const Instance& instance,
                                                                    std::string_view name) const;

    /// Whether the configuration has an expression for the attribute.
    [[nodiscard]] bool says(const Instance& instance, std::string_view path) const;

    /// Whether a block that is there ("metadata_options.0.http_tokens") has no expression for the
    /// attribute, or one that refers to no resource.
    [[nodiscard]] bool leaves_out(const Instance& instance, std::string_view path) const;

  private:
    /// In whose words an expression is written.
    struct Context {
        ModulePath module;
        std::string key;                    ///< of the instance or module call that asks
        const json::value* each = nullptr;  ///< its for_each expression
        int depth = 0;
    };

    void index_blocks(const json::object& module);
    [[nodiscard]] const json::object* block_of(const Instance& instance) const;
    [[nodiscard]] const json::object* module_at(const ModulePath& path) const;
    [[nodiscard]] Origins origins_in_files(const Instance& instance, std::string_view path,
                                           const Context& context) const;
    void follow(const json::value& expression, const Context& context, Origins& origins) const;
    void follow_all(const std::vector<std::string>& references, const Context& context,
                    Origins& origins) const;
    void follow_reference(const std::string& reference, const std::vector<std::string>& all,
                          const Context& context, Origins& origins) const;
    void follow_each(std::string_view rest, const Context& context, Origins& origins) const;
    void follow_variable(std::string_view rest, const Context& context, Origins& origins) const;
    [[nodiscard]] std::optional<BlockExpression> each_in_files(std::string_view rest,
                                                               const Context& context) const;
    void follow_written(const std::vector<std::string>& references, const Context& context,
                        Origins& origins) const;
    void follow_local(std::string_view rest, const Context& context, Origins& origins) const;
    void follow_output(std::string_view rest, const std::vector<std::string>& all,
                       const Context& context, Origins& origins) const;
    void follow_resource(std::string_view reference, const std::vector<std::string>& all,
                         const Context& context, Origins& origins) const;

    /// The blocks of a module by block_name.
    using Blocks = std::unordered_map<std::string, const json::object*>;

    const json::object& root_;
    const json::object& variables_;
    std::unordered_map<const json::object*, Blocks> blocks_;
    const Instances& instances_;
    const SourceFiles& files_;
};

}  // namespace inland::sources::terraform
