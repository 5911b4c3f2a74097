// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/service.h"

#include <initializer_list>
#include <string>
#include <string_view>

/// What the files of Elastic Load Balancing (API version 2015-12-01) share: how its four kinds of
/// resources are named, found and shown out. Errors in the API's own words; nothing is kept here.
namespace inland::emulator::balancing {

struct Type {
    std::string_view kind;        ///< "elasticloadbalancing:load-balancer"
    std::string_view arn_member;  ///< "LoadBalancerArn"
    std::string_view arn_part;    ///< ":loadbalancer/"
    std::string_view noun;        ///< "load balancer"
    std::string_view list_output;
    std::string_view not_found_code;
    std::string_view not_found_text;
};

extern const Type load_balancer_type;
extern const Type target_group_type;
extern const Type listener_type;
extern const Type rule_type;

/// The type that an ARN is of, or nullptr.
const Type* type_of_arn(std::string_view arn);

RecordKey key_of(const Call& call, const Type& type, std::string_view arn);
/// The record, or the type's not-found error; ValidationError for what is no such ARN.
Result<const json::object*> lookup(const Call& call, const Type& type, std::string_view arn);
/// The same for the ARN that the input has under the type's arn_member.
Result<const json::object*> lookup_input(const Call& call, const Type& type);

/// ValidationError for the first of `members` that the input lacks.
Result<void> need(const Call& call, std::initializer_list<std::string_view> members);
std::unexpected<Error> invalid(std::string message);

/// Names of load balancers and target groups: at most 32 letters, digits and inner hyphens.
Result<void> check_name(std::string_view noun, std::string_view name);
/// 16 hexadecimal digits, never given twice.
std::string new_suffix(const Call& call);

/// Shares `items` out over pages by PageSize and Marker.
Result<json::object> paginate(const Call& call, std::string_view list_output, json::array items);
/// The records that the ARNs in `arns_input` and the names in `names_input` select; all without
/// any. Each must exist.
Result<json::array> select(const Call& call, const Type& type, std::string_view arns_input,
                           std::string_view names_input = "", std::string_view name_member = "");

}  // namespace inland::emulator::balancing
