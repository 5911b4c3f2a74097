// SPDX-License-Identifier: Apache-2.0
// Nobody of one organization is invited: there is never an invitation to accept.
#include "emulator/services/members.h"
#include "emulator/services/ram/shares.h"
#include "emulator/services/refusal.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator::sharing {

namespace {

Result<json::object> get_invitations(const Call& call) {
    for (const auto& arn : texts_of(call.input, "resourceShareInvitationArns"))
        return refuse("ResourceShareInvitationArnNotFoundException",
                      fmt::format("ResourceShareInvitation {} could not be found.", arn));
    return paged(call, "resourceShareInvitations", {});
}

Result<json::object> enable_organization(const Call& /*call*/) {
    return json::object{{"returnValue", true}};
}

constexpr std::array operations{
    OperationRow{"GetResourceShareInvitations", get_invitations,
                 "all accounts are of one organization, so nobody is invited"},
    OperationRow{"EnableSharingWithAwsOrganization", enable_organization},
};

}  // namespace

std::span<const OperationRow> invitation_operations() {
    return operations;
}

}  // namespace inland::emulator::sharing
