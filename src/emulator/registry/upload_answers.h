// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/registry/visit.h"

#include <string>
#include <string_view>

namespace inland::emulator::registry {

/// Uploads as the distribution specification has them. Each begins with the head of its request and
/// says to which upload the body belongs ("" for none: a mount that needs no body).

/// POST: a new upload, or a blob of another repository that is mounted here.
Result<std::string> begin_upload(const Visit& visit);
/// PATCH: a chunk, which must follow what is there (416 otherwise).
Result<std::string> begin_chunk(const Visit& visit);
/// PUT with ?digest=: the last chunk.
Result<std::string> begin_last_chunk(const Visit& visit);

Result<void> take_upload(const Visit& visit, std::string& id, std::string_view bytes);

/// 202 with its place; 201 for what was mounted, or came whole with ?digest=.
Result<Answer> started_upload(const Visit& visit, const std::string& id);
Result<Answer> took_chunk(const Visit& visit, const std::string& id);
Result<Answer> completed_upload(const Visit& visit, const std::string& id);

}  // namespace inland::emulator::registry
