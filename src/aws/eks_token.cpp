// SPDX-License-Identifier: Apache-2.0
#include "aws/eks_token.h"

#include "aws/sigv4/signer.h"
#include "core/crypto.h"

namespace inland::aws {

namespace {

constexpr std::string_view prefix = "k8s-aws-v1.";
constexpr std::string_view cluster_header = "x-k8s-aws-id";
constexpr std::string_view call = "Action=GetCallerIdentity&Version=2011-06-15";
constexpr std::chrono::seconds expires(60);
constexpr std::size_t longest_token = 16 * 1024;

std::unexpected<Error> no_token(std::string_view why) {
    return failure(ErrorKind::AccessDenied, fmt::format("not an EKS token: {}", why), "", 401);
}

/// "https://host/path?query" as a request.
std::optional<http::Request> request_of(std::string_view url) {
    constexpr std::string_view schemes[] = {"https://", "http://"};
    for (const auto scheme : schemes) {
        const auto slash = url.find('/', scheme.size());
        if (!url.starts_with(scheme) || slash == url.npos)
            continue;
        return http::Request{
            .method = "GET",
            .origin = std::string(url.substr(0, slash)),
            .target = std::string(url.substr(slash)),
            .headers = {{"Host", std::string(url.substr(scheme.size(), slash - scheme.size()))}}};
    }
    return std::nullopt;
}

}  // namespace

Result<std::string> eks_token(const Credentials& credentials, const Endpoint& sts,
                              std::string_view cluster, TimePoint now) {
    auto request = request_of(fmt::format("{}/?{}", sts.url, call));
    if (!request || cluster.empty())
        return failure(ErrorKind::InvalidInput, "a token needs an STS endpoint and a cluster name");
    request->headers.set(cluster_header, std::string(cluster));
    sigv4::presign(*request, credentials, {sts.signing_region, sts.signing_name, now}, expires);
    return std::string(prefix) + base64url(request->origin + request->target);
}

Result<http::Request> eks_token_request(std::string_view token, std::string_view cluster) {
    if (!token.starts_with(prefix) || token.size() > longest_token)
        return no_token("it does not begin with k8s-aws-v1.");
    const auto url = decode_base64(token.substr(prefix.size()));
    auto request = url ? request_of(*url) : std::nullopt;
    if (!request)
        return no_token("it holds no URL");
    if (!request->raw_query().contains("Action=GetCallerIdentity"))
        return no_token("its URL is not STS GetCallerIdentity");
    if (!request->raw_query().contains(cluster_header))
        return no_token("it does not name a cluster");
    request->headers.set(cluster_header, std::string(cluster));
    return *std::move(request);
}

}  // namespace inland::aws
