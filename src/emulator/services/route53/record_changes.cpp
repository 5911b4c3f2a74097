// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/route53/alias.h"
#include "emulator/services/route53/change.h"
#include "emulator/services/route53/record_rules.h"
#include "emulator/services/route53/record_set.h"
#include "emulator/services/route53/zone.h"
#include "emulator/services/tables.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

namespace inland::emulator::route53 {

namespace {

// Route 53 Developer Guide, quotas: of one request, and of one zone.
constexpr std::size_t most_values = 1000;
constexpr std::size_t most_characters = 32000;
constexpr std::size_t most_sets = 10000;

/// A batch on a copy of the zone's sets: all or nothing.
class Batch {
  public:
    Batch(const Call& call, std::string zone_id, const json::object& zone)
        : call_(call),
          zone_id_(std::move(zone_id)),
          zone_(text_of(zone, "Name")),
          sets_(list_of(zone, "_records")) {}

    void apply(const json::object& change) {
        const auto set = canonical_set(object_of(change, "ResourceRecordSet"));
        const auto problems = set_problems(set, zone_);
        std::ranges::copy(problems, std::back_inserter(problems_));
        const auto key = set_text(set);
        if (!touched_.insert(key).second && text_of(change, "Action") == last_action_[key])
            return complain(
                fmt::format("The request contains an invalid set of changes for a "
                            "resource record set '{} {}'",
                            text_of(set, "Type"), text_of(set, "Name")));
        last_action_[key] = text_of(change, "Action");
        names_.insert(text_of(set, "Name"));
        change_set(text_of(change, "Action"), set);
    }

    /// What the batch as a whole leaves behind.
    void finish() {
        if (!problems_.empty())
            return;
        for (const auto& name : names_)
            std::ranges::copy(company_problems(sets_, name, zone_), std::back_inserter(problems_));
        for (const auto& set : added_)
            if (has(set, "AliasTarget"))
                if (auto problem = alias_problem(call_, zone_id_, sets_, set); !problem.empty())
                    complain(std::move(problem));
        check_apex();
        if (sets_.size() > most_sets)
            complain(fmt::format("Number of records limit of {} exceeded.", most_sets));
    }

    [[nodiscard]] const std::vector<std::string>& problems() const { return problems_; }
    [[nodiscard]] json::array take_sets() { return std::move(sets_); }

  private:
    void complain(std::string problem) { problems_.push_back(std::move(problem)); }

    void change_set(const std::string& action, const json::object& set) {
        const auto* held = find_set(sets_, set);
        if (action == "DELETE")
            return remove(held, set);
        if (action == "CREATE" && held != nullptr)
            return complain(
                fmt::format("Tried to create resource record set {} but it already "
                            "exists",
                            set_text(set)));
        put_set(sets_, set);
        added_.push_back(set);
    }

    void remove(const json::object* held, const json::object& set) {
        if (held == nullptr)
            return complain(
                fmt::format("Tried to delete resource record set {} but it was not "
                            "found",
                            set_text(set)));
        if (!says_the_same(*held, set))
            return complain(
                fmt::format("Tried to delete resource record set {} but the values "
                            "provided do not match the current values",
                            set_text(set)));
        erase_set(sets_, set);
    }

    void check_apex() {
        if (find_set(sets_, {{"Name", zone_}, {"Type", "SOA"}}) == nullptr)
            complain("A HostedZone must contain exactly one SOA record.");
        if (find_set(sets_, {{"Name", zone_}, {"Type", "NS"}}) == nullptr)
            complain("A HostedZone must contain at least one NS record for the zone itself.");
    }

    const Call& call_;
    std::string zone_id_;
    std::string zone_;
    json::array sets_;
    std::vector<json::object> added_;
    std::set<std::string> touched_;
    std::map<std::string, std::string> last_action_;
    std::set<std::string> names_;
    std::vector<std::string> problems_;
};

/// An UPSERT counts twice.
Result<void> check_size(const json::array& changes) {
    std::size_t values = 0;
    std::size_t characters = 0;
    for (const auto& change : changes) {
        const auto& set = object_of(change.get_object(), "ResourceRecordSet");
        const std::size_t times = text_of(change.get_object(), "Action") == "UPSERT" ? 2 : 1;
        for (const auto& value : values_at(set, "ResourceRecords[].Value")) {
            values += times;
            characters += times * value.size();
        }
    }
    if (values > most_values)
        return refuse("InvalidChangeBatch",
                      fmt::format("[Number of records limit of {} exceeded.]", most_values));
    if (characters > most_characters)
        return refuse("InvalidChangeBatch",
                      fmt::format("[Number of characters limit of {} exceeded.]", most_characters));
    return {};
}

Result<void> check_form(const json::array& changes) {
    if (changes.empty())
        return refuse("InvalidInput",
                      "1 validation error detected: Value '[]' at 'changeBatch.changes' failed to "
                      "satisfy constraint: Member must have length greater than or equal to 1");
    for (const auto& change : changes)
        if (auto problem = form_problem(change.get_object()); !problem.empty())
            return refuse("InvalidInput", std::move(problem));
    return check_size(changes);
}

Result<json::object> change_record_sets(const Call& call) {
    const auto key = TRY(find_zone(call));
    const auto& given = object_of(call.input, "ChangeBatch");
    const auto& changes = list_of(given, "Changes");
    TRY_VOID(check_form(changes));
    Batch batch(call, key.id, *call.world.store().find(key));
    for (const auto& change : changes)
        batch.apply(change.get_object());
    batch.finish();
    if (!batch.problems().empty())
        return refuse("InvalidChangeBatch", fmt::format("[{}]", fmt::join(batch.problems(), ", ")));
    call.world.store().update(key, [&](json::object& zone) {
        zone["_records"] = batch.take_sets();
        zone["ResourceRecordSetCount"] = list_of(zone, "_records").size();
    });
    return json::object{
        {"ChangeInfo", begin_change(call, "ChangeResourceRecordSets", text_of(given, "Comment"))}};
}

constexpr std::array operations{OperationRow{"ChangeResourceRecordSets", change_record_sets}};

}  // namespace

}  // namespace inland::emulator::route53

namespace inland::emulator {

std::span<const OperationRow> record_change_operations() {
    return route53::operations;
}

}  // namespace inland::emulator
