// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/service.h"

#include <span>
#include <string>
#include <string_view>

namespace inland::emulator {

/// A filter of a describe call and where its value stands in the document (members.h, values_at).
struct FilterRow {
    std::string_view name;  ///< "attachment.vpc-id"
    std::string_view path;  ///< "Attachments[].VpcId"
};

/// One type of EC2 resource: how it is named, found and shown. All generic handlers (describe,
/// tags, not-found errors) are driven by these rows; see types.h.
struct ResourceType {
    std::string_view kind;            ///< "ec2:vpc"
    std::string_view tag_type;        ///< of TagSpecifications and DescribeTags: "vpc"
    std::string_view prefix;          ///< "vpc-"
    std::string_view id_member;       ///< "VpcId"
    std::string_view ids_input;       ///< "VpcIds"
    std::string_view list_output;     ///< "Vpcs"
    std::string_view not_found_code;  ///< "InvalidVpcID.NotFound"
    std::string_view not_found_text;  ///< "The vpc ID '{}' does not exist"
    std::string_view malformed_code;  ///< "InvalidVpcID.Malformed"
    std::span<const FilterRow> filters;
    /// Members that are computed when the document is shown; nullptr: none.
    void (*show)(const World& world, const Scope& scope, json::object& document) = nullptr;
    std::string_view tags_member = "Tags";  ///< "TagSet" where the model says so
};

/// Every type there is.
std::span<const ResourceType* const> resource_types();
/// The type that an id is of by its prefix, or nullptr.
const ResourceType* type_of_id(std::string_view id);

/// The key of a record in the caller's scope.
RecordKey key_of(const Call& call, const ResourceType& type, std::string_view id);
/// The record's document, or AWS's not-found (or malformed) error.
Result<const json::object*> lookup(const Call& call, const ResourceType& type, std::string_view id);
/// The same for the id that the input has under `member`, which must be there.
Result<const json::object*> lookup_input(const Call& call, const ResourceType& type,
                                         std::string_view member);
/// The document as an answer shows it: computed members added.
json::object shown(const Call& call, const ResourceType& type, std::string_view id);

/// The tags that TagSpecifications give a resource of this type, checked.
Result<json::array> tags_for(const Call& call, const ResourceType& type);

}  // namespace inland::emulator
