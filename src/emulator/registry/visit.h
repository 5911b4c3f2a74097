// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/json.h"
#include "core/result.h"
#include "emulator/authentication.h"
#include "emulator/registry/address.h"
#include "emulator/registry/answer.h"
#include "emulator/registry/digest.h"
#include "emulator/registry/records.h"
#include "emulator/registry/route.h"
#include "emulator/service.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::emulator::registry {

/// One request to a registry, with what was found out about it. `caller` is nobody at a public
/// registry, which asks no one.
struct Visit {
    World& world;
    const HomeAccount& home;
    const http::Request& request;
    Route route;
    Named target;  ///< the registry and the repository's name in it
    Caller caller = {};
    TimePoint wall_now = {};

    [[nodiscard]] RepositoryId repository() const { return {target.address.scope, target.name}; }
    /// "/v2/NAME" as the client writes it, for Location.
    [[nodiscard]] std::string base() const { return "/v2/" + route.name; }
    /// The decoded member of the query, or "".
    [[nodiscard]] std::string query(std::string_view name) const;
};

/// May the caller do this to the repository? Nobody pushes to a public registry.
Result<void> admit(const Visit& visit, std::string_view action);

// What is done for each resource; errors become error_response().
Result<Answer> answer_base(const Visit& visit);
Result<Answer> answer_catalog(const Visit& visit);
Result<Answer> get_manifest(const Visit& visit);
Result<Answer> delete_manifest(const Visit& visit);
Result<Answer> get_blob(const Visit& visit);
Result<Answer> list_tags(const Visit& visit);
Result<Answer> list_referrers(const Visit& visit);
Result<Answer> upload_status(const Visit& visit);
Result<Answer> cancel_upload(const Visit& visit);

/// The digest that a reference or query is; DIGEST_INVALID.
Result<Digest> digest_in(const std::string& text);
/// A list in pages: the `n` and `last` of the query, and the Link header to the next one.
Answer page_of(const Visit& visit, std::string_view member, const std::vector<std::string>& names,
               json::object document);

}  // namespace inland::emulator::registry
