// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ram/shared_records.h"

#include "emulator/services/arn.h"
#include "emulator/services/members.h"
#include "emulator/services/ram/records.h"
#include "emulator/services/records.h"

#include <algorithm>
#include <array>

namespace inland::emulator {

namespace {

/// Kinds of a VPC's records that a participant may describe, and where they name the VPC.
struct Shown {
    std::string_view kind;
    std::string_view vpc_path;
};
constexpr std::array shown_with_vpc{Shown{kind::route_table, "VpcId"},
                                    Shown{kind::network_acl, "VpcId"},
                                    Shown{kind::internet_gateway, "Attachments[].VpcId"}};

/// Kinds that participants make in a VPC, which its owner may describe.
constexpr std::array made_by_participants{kind::network_interface, kind::security_group};

class Finder {
  public:
    explicit Finder(const Store& store) : store_(store) {}

    Visits find() {
        for (const auto& [key, share] : store_.list_everywhere(kind::resource_share)) {
            has_shares_ = true;
            for (const auto& account : texts_of(*share, "_principals"))
                for (const auto& resource : texts_of(*share, "_resources"))
                    show_subnet({account, key.scope.region}, key.scope,
                                std::string(last_segment(resource)));
        }
        if (has_shares_)
            show_owners();
        return std::move(visits_);
    }

  private:
    void show(const Scope& visitor, const RecordKey& own) {
        if (visitor != own.scope)
            visits_.emplace(RecordKey{visitor, own.kind, own.id}, own);
    }

    void show_subnet(const Scope& visitor, const Scope& owner, const std::string& id) {
        const RecordKey key{owner, std::string(kind::subnet), id};
        const auto* subnet = store_.find(key);
        if (subnet == nullptr)
            return;
        show(visitor, key);
        show_vpc(visitor, {owner, std::string(kind::vpc), text_of(*subnet, "VpcId")});
    }

    void show_vpc(const Scope& visitor, const RecordKey& key) {
        const auto* vpc = store_.find(key);
        if (vpc == nullptr || visits_.contains({visitor, key.kind, key.id}))
            return;
        show(visitor, key);
        const RecordKey options{key.scope, std::string(kind::dhcp_options),
                                text_of(*vpc, "DhcpOptionsId")};
        if (store_.find(options) != nullptr)
            show(visitor, options);
        for (const auto& [shown, path] : shown_with_vpc)
            for (const auto& [id, document] : store_.list(key.scope, shown)) {
                const auto vpcs = values_at(*document, path);
                if (std::ranges::find(vpcs, key.id) != vpcs.end())
                    show(visitor, {key.scope, std::string(shown), id});
            }
    }

    void show_owners() {
        std::map<std::string, Scope> owners;
        for (const auto& [key, vpc] : store_.list_everywhere(kind::vpc))
            owners.emplace(key.id, key.scope);
        for (const auto made : made_by_participants)
            for (const auto& [key, document] : store_.list_everywhere(made))
                if (const auto owner = owners.find(text_of(*document, "VpcId"));
                    owner != owners.end())
                    show(owner->second, key);
    }

    const Store& store_;
    Visits visits_;
    bool has_shares_ = false;
};

}  // namespace

Visits shared_records(const Store& store) {
    return Finder(store).find();
}

}  // namespace inland::emulator
