// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace inland::sources::terraform {

/// One step of a module path: "module.network[0]" is {"network", "0"}. Keys are the text between
/// the brackets without quotes; "" without brackets; any_key where it is not told.
inline constexpr std::string_view any_key = "*";
struct ModuleStep {
    std::string name;
    std::string key;
    bool operator==(const ModuleStep&) const = default;
};
using ModulePath = std::vector<ModuleStep>;

/// The steps of "module.a[0].module.b"; "" is the root.
ModulePath module_path_of(std::string_view address);

/// "aws_vpc.main" or "data.aws_vpc.main": what a block is called within its module.
std::string block_name(bool is_data, std::string_view type, std::string_view name);

/// The text of a member; "" where there is none. Points into the object.
std::string_view text_of(const json::object& object, std::string_view member);

/// One resource instance as it will be when the plan is applied. `values` holds what is known,
/// `unknown` (change.after_unknown) marks what is not. Points into the plan's document.
struct Instance {
    std::string address;  ///< "module.network[0].aws_subnet.private[\"a\"]"
    ModulePath module;
    std::string type, name;
    std::string key;  ///< of count or for_each, as in ModuleStep
    bool is_data = false;
    const json::object* values = nullptr;
    const json::value* unknown = nullptr;
};

/// The instances of a plan that will exist after it, by address and by type; data sources that
/// were read are among them. Deleted ones are left out. Moves, and is not copied: it points into
/// itself.
class Instances {
  public:
    Instances(const Instances&) = delete;
    Instances& operator=(const Instances&) = delete;
    Instances(Instances&&) = default;
    Instances& operator=(Instances&&) = default;
    ~Instances() = default;

    /// `document` must outlive this.
    static Result<Instances> of(const json::value& document);

    [[nodiscard]] const Instance* find(std::string_view address) const;
    [[nodiscard]] std::vector<std::string_view> types() const;
    /// Of a type ("aws_subnet"), in the order of the plan.
    [[nodiscard]] const std::vector<const Instance*>& of_type(std::string_view type) const;
    /// All instances of one block, whatever their keys, in the module at that path.
    [[nodiscard]] std::vector<const Instance*> of_block(const ModulePath& module, bool is_data,
                                                        std::string_view type,
                                                        std::string_view name) const;
    /// The one of them that has the key, or nullptr; `module` has no any_key in it.
    [[nodiscard]] const Instance* of_key(const ModulePath& module, bool is_data,
                                         std::string_view type, std::string_view name,
                                         std::string_view key) const;
    /// Those of a type that have the name: several where the plan is of several accounts.
    [[nodiscard]] const std::vector<const Instance*>& named(std::string_view type,
                                                            std::string_view name) const;
    /// The instance that an unknown reference to that type must be to: the plan makes one of it,
    /// and nothing that Terraform reads later can name another.
    [[nodiscard]] const Instance* sole_new(std::string_view type) const;
    /// What Terraform will know nothing of any more (`removed` blocks), and AWS goes on having.
    [[nodiscard]] const std::vector<std::string>& forgotten() const { return forgotten_; }
    /// The instance whose id or ARN that is, when it exists already.
    [[nodiscard]] const Instance* with_id(std::string_view id) const;

  private:
    Instances() = default;

    using List = std::vector<const Instance*>;

    void add(Instance instance);
    void index_names(const Instance& instance);

    std::vector<std::string> forgotten_;
    bool reads_later_ = false;  ///< some data source waits for what the plan makes

    std::deque<Instance> all_;
    std::unordered_map<std::string_view, Instance*> by_address_;
    std::map<std::string_view, List> by_type_;        ///< without data sources
    std::unordered_map<std::string, List> by_block_;  ///< "data.aws_vpc.main", in all modules
    std::unordered_map<std::string, const Instance*> by_place_;  ///< block, module and key
    std::unordered_map<std::string_view, const Instance*> by_id_;
    std::unordered_map<std::string, List> by_name_;  ///< type and name
};

}  // namespace inland::sources::terraform
