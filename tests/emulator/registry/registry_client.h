// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/crypto.h"
#include "core/json.h"
#include "emulator/registry/digest.h"
#include "emulator/registry/manifest.h"
#include "emulator/registry/token.h"
#include "emulator/services/members.h"
#include "tests/emulator/base/emulated_server.h"

#include <string>
#include <utility>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace inland::emulator::testing {

/// A client of /v2/ that sends what a test wants, and of ECR's API, on an emulator of its own.
class RegistryClient {
  public:
    explicit RegistryClient(EmulatedAwsOptions options = {}) : aws_(std::move(options)) {
        const auto output = call("GetAuthorizationToken");
        const auto& data = find_array(output, "authorizationData");
        if (!data.empty())
            authorization_ = "Basic " + string_or_empty(data.front(), "authorizationToken");
    }

    [[nodiscard]] EmulatedServer& aws() { return aws_; }
    [[nodiscard]] const std::string& authorization() const { return authorization_; }
    void authorize_as(std::string authorization) { authorization_ = std::move(authorization); }

    /// A call of the ECR API by the root of an account: the output, or the error's document.
    json::object call(const std::string& operation, const json::object& input = {},
                      const std::string& account = "123456789012") {
        http::Request request{
            .method = "POST",
            .origin = aws_.origin(),
            .headers = {{"Content-Type", "application/x-amz-json-1.1"},
                        {"X-Amz-Target", "AmazonEC2ContainerRegistry_V20150921." + operation}},
            .body = json::serialize(input)};
        aws::sigv4::sign_headers(request, {account, aws::Secret("test")},
                                 {"eu-central-1", "ecr", SystemClock().now()});
        const auto response = send(request);
        return parse_json(response.body).value_or(json::object()).as_object();
    }
    void make_repository(const std::string& name) {
        ASSERT_TRUE(call("CreateRepository", {{"repositoryName", name}}).contains("repository"));
    }

    http::Response request(const std::string& method, const std::string& target,
                           std::string body = {}, http::Headers headers = {}) {
        if (!authorization_.empty())
            headers.add("Authorization", authorization_);
        return send({.method = method,
                     .origin = aws_.origin(),
                     .target = target,
                     .headers = std::move(headers),
                     .body = std::move(body)});
    }
    http::Response get(const std::string& target, http::Headers headers = {}) {
        return request("GET", target, {}, std::move(headers));
    }
    /// Without credentials, wherever it is.
    http::Response fetch(const std::string& url, http::Headers headers = {}) {
        const auto slash = url.find('/', url.find("://") + 3);
        return send({.origin = url.substr(0, slash),
                     .target = url.substr(slash),
                     .headers = std::move(headers)});
    }

    /// Pushes a blob in one piece; its digest.
    std::string push_blob(const std::string& repository, const std::string& bytes) {
        const auto digest = registry::Digest::of(bytes).text();
        const auto response = request(
            "POST", fmt::format("/v2/{}/blobs/uploads/?digest={}", repository, digest), bytes);
        EXPECT_EQ(response.status, 201) << response.body;
        return digest;
    }
    /// A manifest of an image with these blobs, its config first.
    static std::string manifest(const std::vector<std::string>& blobs,
                                const json::object& more = {}) {
        json::object document{{"schemaVersion", 2}, {"mediaType", registry::oci_manifest}};
        json::array layers;
        for (const auto& blob : blobs)
            layers.emplace_back(json::object{
                {"mediaType", layers.empty() ? "application/vnd.oci.image.config.v1+json"
                                             : "application/vnd.oci.image.layer.v1.tar"},
                {"digest", registry::Digest::of(blob).text()},
                {"size", blob.size()}});
        document["config"] = layers.front();
        layers.erase(layers.begin());
        document["layers"] = std::move(layers);
        for (const auto& [name, value] : more)
            document[name] = value;
        return json::serialize(document);
    }
    http::Response put_manifest(const std::string& repository, const std::string& reference,
                                const std::string& text,
                                std::string_view media_type = registry::oci_manifest) {
        return request("PUT", fmt::format("/v2/{}/manifests/{}", repository, reference), text,
                       {{"Content-Type", std::string(media_type)}});
    }
    /// An image of a config and a layer, in a repository that is there; the manifest.
    std::string push_image(const std::string& repository, const std::string& tag,
                           const std::string& content = "layer") {
        push_blob(repository, "{}");
        push_blob(repository, content);
        auto text = manifest({"{}", content});
        EXPECT_EQ(put_manifest(repository, tag, text).status, 201);
        return text;
    }

  private:
    http::Response send(const http::Request& request) {
        auto response = client_->send(request, {});
        if (!response)
            throw std::runtime_error(response.error().message);
        return std::move(*response);
    }

    EmulatedServer aws_;
    std::unique_ptr<http::Client> client_ = http::make_client();
    std::string authorization_;
};

/// "NAME_UNKNOWN: The repository ..." of an error body.
inline std::string error_in(const http::Response& response) {
    const auto document = parse_json(response.body);
    return document ? string_or_empty(*document, "errors.0.code") + ": " +
                          string_or_empty(*document, "errors.0.message")
                    : response.body;
}

inline std::string header(const http::Response& response, std::string_view name) {
    return response.headers.get_or_empty(name);
}

}  // namespace inland::emulator::testing
