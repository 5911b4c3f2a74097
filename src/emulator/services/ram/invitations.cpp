// SPDX-License-Identifier: Apache-2.0
// Nobody of one organization is invited: there is never an invitation to accept.
#include "emulator/services/members.h"
#include "emulator/services/ram/shares.h"
#include "emulator/services/refusal.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator::sharing {

namespace {

std::unexpected<Error> not_found(std::string_view arn) {
    return refuse("ResourceShareInvitationArnNotFoundException",
                  fmt::format("ResourceShareInvitation {} could not be found.", arn));
}

Result<json::object> get_invitations(const Call& call) {
    for (const auto& arn : texts_of(call.input, "resourceShareInvitationArns"))
        return not_found(arn);
    return paged(call, "resourceShareInvitations", {});
}

Result<json::object> accept_invitation(const Call& call) {
    return not_found(text_of(call.input, "resourceShareInvitationArn"));
}

Result<json::object> enable_organization(const Call& /*call*/) {
    return json::object{{"returnValue", true}};
}

constexpr std::string_view one_organization =
    "all accounts are of one organization, so nobody is invited";

constexpr std::array operations{
    OperationRow{"GetResourceShareInvitations", get_invitations, one_organization},
    OperationRow{"AcceptResourceShareInvitation", accept_invitation, one_organization},
    OperationRow{"EnableSharingWithAwsOrganization", enable_organization},
};

}  // namespace

std::span<const OperationRow> invitation_operations() {
    return operations;
}

}  // namespace inland::emulator::sharing
