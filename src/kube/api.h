// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "http/client.h"
#include "kube/object.h"

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace inland::kube {

/// A cluster's Kubernetes API, as far as Inland installs things in it. Where a kind is served is
/// asked of the API itself, once for each kind that is there. Failures are AccessDenied (401, 403),
/// NotFound (404), InUse (409), InvalidInput (other 4xx), Unavailable (429, 5xx) and those of the
/// http client, with the API server's own message; what was sent is in none of them. Safe for all
/// threads.
class Api {
  public:
    /// Signs in each request; called anew for each, since tokens expire.
    using TokenSource = std::function<Result<std::string>(std::stop_token stop)>;

    /// `client` trusts the cluster's certificate authority and knows the way to `server`
    /// ("https://…"); it outlives this.
    Api(http::Client& client, std::string server, TokenSource token)
        : client_(client), server_(std::move(server)), token_(std::move(token)) {}

    /// Nothing when it is not there, nor anything of its kind.
    Result<std::optional<json::object>> get(const ObjectName& name, std::stop_token stop);

    /// All objects of a kind, in every namespace; none where nothing of that kind is served.
    Result<std::vector<json::object>> list(const std::string& api_version, const std::string& kind,
                                           std::stop_token stop);

    /// Server-side apply as the field manager "inland", which takes over fields that others set:
    /// made, or changed to what `object` says. The object as it is then.
    Result<json::object> apply(const json::object& object, std::stop_token stop);

    /// Changes what a JSON merge patch says; null takes a member away.
    Result<void> merge(const ObjectName& name, const json::object& change, std::stop_token stop);

    /// Lets a pod go as its disruption budgets allow: Unavailable with status 429 where they do not
    /// now. Gone already is fine.
    Result<void> evict(const ObjectName& pod, std::stop_token stop);

    /// With all that belongs to it; gone already is fine.
    Result<void> remove(const ObjectName& name, std::stop_token stop);

  private:
    struct Kind {
        std::string plural;
        bool is_namespaced = false;
    };

    Result<json::value> send(http::Request request, std::stop_token stop);
    Result<Kind> kind_of(const ObjectName& name, std::stop_token stop);
    Result<std::map<std::string, Kind>> kinds_of_group(const std::string& path,
                                                       std::stop_token stop);
    Result<std::string> path_of(const ObjectName& name, std::stop_token stop);

    http::Client& client_;
    std::string server_;
    TokenSource token_;
    std::mutex mutex_;
    std::map<std::string, std::map<std::string, Kind>> kinds_;  ///< by apiVersion, then kind
};

}  // namespace inland::kube
