// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/service.h"
#include "emulator/services/ec2/resource.h"

#include <span>
#include <string>
#include <string_view>

/// What the calls of Route 53 Resolver share.
namespace inland::emulator::resolver {

/// A type of resource: where it is kept, and how AWS says that there is none.
struct Type {
    std::string_view kind;         ///< "route53resolver:endpoint"
    std::string_view arn_part;     ///< "resolver-endpoint"
    std::string_view id_member;    ///< of inputs: "ResolverEndpointId"
    std::string_view missing;      ///< "Resolver endpoint with ID '{}' does not exist."
    std::string_view list_output;  ///< "ResolverEndpoints"
    std::span<const FilterRow> filters;
};
extern const Type endpoint_type;
extern const Type rule_type;
extern const Type association_type;

/// The record that the input names: ResourceNotFoundException.
Result<RecordKey> find_resource(const Call& call, const Type& type);
std::string resource_arn(const Call& call, const Type& type, std::string_view id);

/// A List call: filters, then pages of at most 100.
Result<json::object> list_resources(const Call& call, const Type& type, json::array documents);

/// ResourceExistsException when a resource of the type was made with the input's CreatorRequestId.
Result<void> check_creator(const Call& call, const Type& type, std::string_view what);
/// The input's Tags: InvalidTagException.
Result<json::array> tags_of(const Call& call);

/// "[Trace id: 1-5dc5b177-…] Successfully created Resolver Rule.", as AWS words StatusMessage.
std::string status_message(const Call& call, std::string_view what);

/// LimitExceededException: "Account '123456789012' has exceeded 'max-rules'".
std::unexpected<Error> limit_exceeded(const Call& call, std::string_view limit);

}  // namespace inland::emulator::resolver
