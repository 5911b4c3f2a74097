// SPDX-License-Identifier: Apache-2.0
#include "sources/live/dns_name.h"
#include "sources/live/document.h"
#include "sources/live/readers.h"

#include <map>

namespace inland::sources::live {
namespace {

using topology::HostedZone;
using topology::RecordSet;

/// Pages of records: the next one begins at a name, a type and, among sets of both, an identifier.
bool set_next_records(const json::value& answer, json::object& input) {
    if (!find_bool(answer, "IsTruncated").value_or(false))
        return false;
    input["StartRecordName"] = string_or_empty(answer, "NextRecordName");
    input["StartRecordType"] = string_or_empty(answer, "NextRecordType");
    input.erase("StartRecordIdentifier");
    if (const auto identifier = find_string(answer, "NextRecordIdentifier"))
        input["StartRecordIdentifier"] = *identifier;
    return true;
}

RecordSet record_set(const json::value& document) {
    RecordSet set{.name = dns_name(string_or_empty(document, "Name")),
                  .type = string_or_empty(document, "Type"),
                  .values = {},
                  .alias = dns_name(string_or_empty(document, "AliasTarget.DNSName")),
                  .set_identifier = string_or_empty(document, "SetIdentifier")};
    for (const auto& record : find_array(document, "ResourceRecords"))
        set.values.push_back(string_or_empty(record, "Value"));
    return set;
}

Result<std::vector<RecordSet>> records_of(const Reading& reading, const std::string& id) {
    std::vector<RecordSet> records;
    json::object input{{"HostedZoneId", id}};
    do {
        const auto answer = TRY(reading.call("route53", "ListResourceRecordSets", input));
        for (const auto& document : find_array(answer, "ResourceRecordSets"))
            records.push_back(record_set(document));
        if (!set_next_records(answer, input))
            return records;
    } while (true);
}

/// Another account's zone shows its name only: what it answers, nobody here can say.
bool is_foreign(const Error& error) {
    return error.kind == ErrorKind::AccessDenied || error.code == "NoSuchHostedZone";
}

Result<void> read_records(const Reading& reading, HostedZone& zone) {
    auto records = records_of(reading, zone.id);
    if (!records && !is_foreign(records.error()))
        return std::unexpected(records.error());
    zone.records = records ? topology::Attribute<std::vector<RecordSet>>(*std::move(records))
                           : topology::Attribute<std::vector<RecordSet>>::unknown();
    return {};
}

/// The private zones of one network; AWS's own ("vpce.amazonaws.com") follow from its endpoints.
Result<void> note_zones(const Reading& reading, const std::string& vpc,
                        std::map<std::string, HostedZone>& zones) {
    const auto summaries =
        TRY(reading.list("route53", "ListHostedZonesByVPC", "HostedZoneSummaries",
                         {{"VPCId", vpc}, {"VPCRegion", reading.options.region}}));
    for (const auto& summary : summaries) {
        if (find_string(summary, "Owner.OwningService"))
            continue;
        const auto id = string_or_empty(summary, "HostedZoneId");
        auto& zone = zones.try_emplace(id, resource_of<HostedZone>(id, {})).first->second;
        zone.zone_name = dns_name(string_or_empty(summary, "Name"));
        zone.is_private = true;
        auto vpcs = zone.vpcs.is_known() ? zone.vpcs.value()
                                         : std::vector<topology::Reference<topology::Vpc>>();
        vpcs.push_back({vpc});
        zone.vpcs = std::move(vpcs);
    }
    return {};
}

Result<void> read_zones(Reading& reading) {
    std::map<std::string, HostedZone> zones;
    for (const auto& [key, vpc] : reading.topology.all<topology::Vpc>())
        TRY_VOID(note_zones(reading, vpc.id, zones));
    for (auto& [id, zone] : zones) {
        TRY_VOID(read_records(reading, zone));
        reading.topology.add(std::move(zone));
    }
    return {};
}

}  // namespace

Result<void> read_hosted_zones(Reading& reading) {
    return or_missing(reading, HostedZone::type, read_zones(reading));
}

}  // namespace inland::sources::live
