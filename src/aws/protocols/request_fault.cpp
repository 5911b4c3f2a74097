// SPDX-License-Identifier: Apache-2.0
#include "aws/protocols/errors.h"

namespace inland::aws {

namespace {

struct FaultRow {
    Protocol protocol;
    RequestFault fault;
    std::string_view code;
    int status;
    std::string_view before;  ///< the message around what it is about
    std::string_view after;
};

constexpr std::string_view null_value = "1 validation error detected: Value null at '";
constexpr std::string_view not_null = "' failed to satisfy constraint: Member must not be null";

/// The services' own codes and messages. Sources: EC2's "Error codes", the "Common errors" pages of
/// IAM, KMS and EKS, and the AWS JSON protocol's UnknownOperationException, SerializationException.
constexpr std::array fault_rows = std::to_array<FaultRow>({
    {Protocol::Ec2, RequestFault::UnknownOperation, "InvalidAction", 400, "The action ",
     " is not valid for this web service."},
    {Protocol::Ec2, RequestFault::MissingOperation, "MissingAction", 400,
     "The request is missing an action or a required parameter.", ""},
    {Protocol::Ec2, RequestFault::Malformed, "InvalidParameterValue", 400, "", ""},
    {Protocol::Ec2, RequestFault::MissingMember, "MissingParameter", 400,
     "The request must contain the parameter ", ""},
    {Protocol::Ec2, RequestFault::UnknownParameter, "UnknownParameter", 400, "The parameter ",
     " is not recognized"},
    {Protocol::Query, RequestFault::UnknownOperation, "InvalidAction", 400,
     "Could not find operation ", ""},
    {Protocol::Query, RequestFault::MissingOperation, "MissingAction", 400,
     "The request is missing an action or a required parameter.", ""},
    {Protocol::Query, RequestFault::Malformed, "MalformedInput", 400, "", ""},
    {Protocol::Query, RequestFault::MissingMember, "ValidationError", 400, null_value, not_null},
    {Protocol::Query, RequestFault::UnknownParameter, "UnknownParameter", 400, "The parameter ",
     " is not recognized"},
    {Protocol::Json, RequestFault::UnknownOperation, "UnknownOperationException", 400, "", ""},
    {Protocol::Json, RequestFault::Malformed, "SerializationException", 400, "", ""},
    {Protocol::Json, RequestFault::MissingMember, "ValidationException", 400, null_value, not_null},
    {Protocol::RestJson, RequestFault::UnknownOperation, "UnknownOperationException", 404, "", ""},
    {Protocol::RestJson, RequestFault::Malformed, "SerializationException", 400, "", ""},
    {Protocol::RestJson, RequestFault::MissingMember, "InvalidParameterException", 400, null_value,
     not_null},
    {Protocol::RestXml, RequestFault::UnknownOperation, "UnknownOperationException", 404, "", ""},
    {Protocol::RestXml, RequestFault::Malformed, "MalformedXML", 400, "", ""},
    {Protocol::RestXml, RequestFault::MissingMember, "InvalidInput", 400, null_value, not_null},
});

}  // namespace

Error request_fault(Protocol protocol, RequestFault fault, std::string_view what) {
    const auto* row = std::ranges::find_if(fault_rows, [&](const FaultRow& candidate) {
        return candidate.protocol == protocol && candidate.fault == fault;
    });
    if (row == fault_rows.end())
        return {ErrorKind::InvalidInput, std::string(what), "ValidationException", 400};
    return {ErrorKind::InvalidInput, fmt::format("{}{}{}", row->before, what, row->after),
            std::string(row->code), row->status};
}

}  // namespace inland::aws
