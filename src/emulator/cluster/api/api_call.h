// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/cluster/api/objects.h"
#include "emulator/cluster/api/representation.h"
#include "emulator/cluster/api/request_info.h"
#include "emulator/cluster/api/user.h"
#include "http/message.h"

#include <optional>
#include <string>
#include <vector>

namespace inland::emulator::cluster {

/// One request to a resource: authenticated, authorized and understood.
struct ApiCall {
    Objects objects;
    const User& user;
    const RequestInfo& info;
    const Query& query;
    const http::Request& request;
    Representation representation;

    [[nodiscard]] const ResourceType& type() const { return *info.type; }
    [[nodiscard]] TimePoint now() const { return objects.world().now(); }
};

struct ApiAnswer {
    int status = 200;
    json::object body = {};
    std::vector<std::string> warnings = {};  ///< for Warning headers
    std::optional<std::string> text = {};    ///< instead of a body: a log
};

/// Which objects the call's selectors name, within its namespace and name.
struct Selection;
Result<Selection> selection_of(const ApiCall& call);

/// Carries out every verb but "watch".
Result<ApiAnswer> answer_call(const ApiCall& call);

/// The object in the request's body; BadRequest when it is none, or not of the call's type.
Result<json::object> read_object(const ApiCall& call);

}  // namespace inland::emulator::cluster
