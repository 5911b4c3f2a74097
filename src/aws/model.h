// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace inland::aws {

/// How a service's documents travel. Names as in AWS's service models.
enum class Protocol { Query, Ec2, Json, RestJson, RestXml };

enum class ShapeKind {
    Structure,
    List,
    Map,
    String,
    Integer,
    Double,
    Boolean,
    Timestamp,  ///< inside documents always "2026-11-22T21:07:59[.123]Z"
    Blob,       ///< inside documents always base64
};

/// Where a member of an input or output stands in the HTTP message (REST protocols; else Body).
enum class Location { Body, Uri, QueryString, Header };

struct Shape;

/// One member of a structure. `name` is the model's name, which documents use; the wire's names
/// follow the protocol.
struct Member {
    std::string name;
    const Shape* shape = nullptr;
    std::string wire_name;   ///< the model's locationName, else `name`
    std::string query_name;  ///< in ec2 requests: queryName, else locationName capitalised
    Location location = Location::Body;
    bool required = false;
    bool idempotency_token = false;
    bool last_segment_only = false;  ///< Route 53 ids: "/hostedzone/Z1" goes out as "Z1"
};

struct Shape {
    std::string name;
    ShapeKind kind = ShapeKind::String;
    std::vector<Member> members;  ///< of a structure, in the model's order
    const Shape* item = nullptr;  ///< of a list, or a map's value
    std::string item_name;        ///< a list's item element: "member", "item"

    [[nodiscard]] const Member* find_member(std::string_view member_name) const;
};

/// How an operation's answer comes in pages; `input_tokens` is empty when it does not.
struct Pagination {
    std::vector<std::string> input_tokens;
    std::vector<std::string> output_tokens;  ///< same order
    std::vector<std::string> results;        ///< output members that pages share out
    std::string more_results;                ///< a boolean output member, or ""
};

struct Operation {
    std::string name;
    std::string method = "POST";
    std::string uri = "/";          ///< REST: "/clusters/{name}"
    const Shape* input = nullptr;   ///< nullptr: takes nothing
    const Shape* output = nullptr;  ///< nullptr: answers nothing
    std::string input_element;      ///< rest-xml: the request's root element
    int status = 200;
    bool authenticated = true;  ///< false for STS's web identity calls, which are not signed
    std::vector<std::string> errors;
    Pagination pagination;

    /// Describe*, List*, Get*, ...: may be sent again without a second thought.
    [[nodiscard]] bool read_only() const;
    /// The input member that makes a create idempotent, or nullptr.
    [[nodiscard]] const Member* idempotency_token() const;
};

/// One AWS service: facts of its API, for the operations in use. Immutable once loaded; not to be
/// copied, because operations and shapes point into `shapes`.
struct Service {
    Service() = default;
    Service(Service&&) = default;
    Service& operator=(Service&&) = default;

    std::string name;  ///< "ec2", "elasticloadbalancing"
    std::string id;    ///< "EC2", "Elastic Load Balancing v2": names AWS_ENDPOINT_URL_<ID>
    Protocol protocol = Protocol::Query;
    std::string api_version;
    std::string endpoint_prefix;
    std::string signing_name;
    std::string target_prefix;  ///< json: X-Amz-Target is "PREFIX.Operation"
    std::string json_version;   ///< json: "1.1"
    std::string xml_namespace;
    std::map<std::string, Operation, std::less<>> operations;
    std::map<std::string, int, std::less<>> error_status;  ///< error code to HTTP status
    std::map<std::string, Shape, std::less<>> shapes;      ///< what the operations point into

    [[nodiscard]] Result<const Operation*> find_operation(std::string_view operation) const;
};

/// The service's table, parsed on first use and kept for the process: ec2, eks, eks-auth, iam, sts,
/// ecr, kms, logs, ssm, autoscaling, elasticloadbalancing, route53, route53resolver. NotFound for
/// others. Safe for all threads.
Result<const Service*> find_service(std::string_view name);
/// Names of all services that have a table.
std::vector<std::string> service_names();
/// The service's id ("Elastic Load Balancing v2"), without parsing its table; "" when unknown.
std::string service_id(std::string_view name);

}  // namespace inland::aws
