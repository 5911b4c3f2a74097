// SPDX-License-Identifier: Apache-2.0
#include "aws/protocols/errors.h"

namespace inland::aws {

namespace {

struct KindRow {
    std::string_view part;  ///< what the code contains
    ErrorKind kind;
};

/// The first row that fits decides. Sources: each service's "Common errors" and error tables, and
/// botocore's retry table for what counts as throttling.
constexpr std::array kind_rows = std::to_array<KindRow>({
    {"Throttl", ErrorKind::Throttled},
    {"RequestLimitExceeded", ErrorKind::Throttled},
    {"TooManyRequests", ErrorKind::Throttled},
    {"PriorRequestNotComplete", ErrorKind::Throttled},
    {"BandwidthLimitExceeded", ErrorKind::Throttled},
    {"LimitExceededException", ErrorKind::Failed},
    {"SlowDown", ErrorKind::Throttled},
    {"NotFound", ErrorKind::NotFound},
    {"NoSuch", ErrorKind::NotFound},
    {"DoesNotExist", ErrorKind::NotFound},
    {"AlreadyExists", ErrorKind::AlreadyExists},
    {"AlreadyAssociated", ErrorKind::AlreadyExists},
    {"Duplicate", ErrorKind::AlreadyExists},
    {"DependencyViolation", ErrorKind::InUse},
    {"DeleteConflict", ErrorKind::InUse},
    {"InUse", ErrorKind::InUse},
    {"NotEmpty", ErrorKind::InUse},
    {"AccessDenied", ErrorKind::AccessDenied},
    {"Unauthorized", ErrorKind::AccessDenied},
    {"AuthFailure", ErrorKind::AccessDenied},
    {"InvalidClientTokenId", ErrorKind::AccessDenied},
    {"UnrecognizedClient", ErrorKind::AccessDenied},
    {"Signature", ErrorKind::AccessDenied},
    {"AuthenticationToken", ErrorKind::AccessDenied},
    {"ExpiredToken", ErrorKind::AccessDenied},
    {"RequestExpired", ErrorKind::AccessDenied},
    {"RequestTimeTooSkewed", ErrorKind::AccessDenied},
    {"OptInRequired", ErrorKind::AccessDenied},
    {"InvalidIdentityToken", ErrorKind::AccessDenied},
    {"IDPRejectedClaim", ErrorKind::AccessDenied},
    {"Unavailable", ErrorKind::Unavailable},
    {"InternalError", ErrorKind::Unavailable},
    {"InternalFailure", ErrorKind::Unavailable},
    {"InternalServer", ErrorKind::Unavailable},
    {"ServerException", ErrorKind::Unavailable},
    {"RequestTimeout", ErrorKind::Unavailable},
    {"IDPCommunicationError", ErrorKind::Unavailable},
    {"Invalid", ErrorKind::InvalidInput},
    {"Validation", ErrorKind::InvalidInput},
    {"Malformed", ErrorKind::InvalidInput},
    {"Missing", ErrorKind::InvalidInput},
});

constexpr ErrorKind kind_of_status(int status) {
    if (status == 429)
        return ErrorKind::Throttled;
    if (status >= 500)
        return ErrorKind::Unavailable;
    if (status == 404)
        return ErrorKind::NotFound;
    return status == 401 || status == 403 ? ErrorKind::AccessDenied : ErrorKind::Failed;
}

}  // namespace

ErrorKind error_kind(std::string_view code, int status) {
    const auto row = std::ranges::find_if(
        kind_rows, [&](const KindRow& candidate) { return code.contains(candidate.part); });
    return row == kind_rows.end() ? kind_of_status(status) : row->kind;
}

}  // namespace inland::aws
