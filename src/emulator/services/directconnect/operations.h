// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/scheduler.h"
#include "emulator/service.h"
#include "emulator/services/directconnect/records.h"

#include <span>

/// What the files about Direct Connect share.
namespace inland::emulator::directconnect {

std::span<const OperationRow> gateway_operations();
std::span<const OperationRow> association_operations();
void register_association_events(Scheduler& scheduler);

/// DirectConnectClientException, which is how the API calls every mistake of the caller's.
std::unexpected<Error> client_exception(std::string message);
/// The gateway's record.
Result<RecordKey> find_gateway(const Call& call);
/// A list in pages, as the input asks for it.
Result<json::object> paged(const Call& call, std::string_view output, json::array items);

}  // namespace inland::emulator::directconnect
