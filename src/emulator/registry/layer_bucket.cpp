// SPDX-License-Identifier: Apache-2.0
#include "emulator/registry/layer_bucket.h"

#include "aws/sigv4/signer.h"
#include "aws/sigv4/verify.h"
#include "emulator/registry/address.h"
#include "emulator/registry/blob_store.h"
#include "emulator/registry/byte_range.h"
#include "emulator/registry/signing_key.h"
#include "emulator/services/arn.h"
#include "emulator/services/identifier.h"
#include "emulator/world.h"

#include <chrono>

#include <fmt/format.h>

namespace inland::emulator::registry {

namespace {

constexpr std::string_view bucket_prefix = "prod-";
constexpr std::string_view bucket_suffix = "-starport-layer-bucket";
/// Of the registry's own role, by which it signs the URLs.
constexpr std::string_view access_key = "ASIAINLANDREGISTRY00";
constexpr std::chrono::hours lifetime{1};

std::string bucket_of(std::string_view region) {
    return fmt::format("{}{}{}", bucket_prefix, region, bucket_suffix);
}

bool is_bucket(std::string_view name) {
    return name.starts_with(bucket_prefix) && name.ends_with(bucket_suffix);
}

std::string_view first_part(std::string_view path) {
    path.remove_prefix(path.starts_with('/') ? 1 : 0);
    return path.substr(0, path.find('/'));
}

/// The bucket's name in a host of virtual-hosted style, or "".
std::string_view bucket_of_host(std::string_view host) {
    const auto name = host.substr(0, host.find('.'));
    return is_bucket(name) && host.substr(name.size()).starts_with(".s3.") ? name : "";
}

/// The last part of every key is the digest's digits.
std::optional<Digest> digest_of(std::string_view path) {
    return Digest::parse("sha256:" + std::string(last_segment(path)));
}

/// Clients that are redirected within one host send the registry's credentials along; from another
/// host, as with AWS, they would not.
http::Request without_registry_credentials(http::Request request) {
    if (request.headers.get_or_empty("Authorization").starts_with("Basic "))
        request.headers.remove("Authorization");
    return request;
}

struct S3Error {
    int status;
    std::string_view code;
    std::string message;
};

Answer s3_error(const S3Error& error) {
    return {.response = {.status = error.status,
                         .headers = {{"Content-Type", "application/xml"}},
                         .body = fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>"
                                             "<Code>{}</Code><Message>{}</Message><RequestId>{}"
                                             "</RequestId></Error>",
                                             error.code, error.message, new_uuid())}};
}

/// S3's words for what verify() found.
S3Error refusal_of(const Error& error) {
    constexpr int forbidden = 403;
    if (error.code == "MissingAuthenticationToken")
        return {forbidden, "AccessDenied", "Access Denied"};
    if (error.message.starts_with("Signature expired"))
        return {forbidden, "AccessDenied", "Request has expired"};
    if (error.code == "SignatureDoesNotMatch")
        return {forbidden, "SignatureDoesNotMatch",
                "The request signature we calculated does not match the signature you provided. "
                "Check your key and signing method."};
    return {forbidden, "AccessDenied", "Access Denied"};
}

}  // namespace

std::string layer_url(World& world, std::string_view region, std::string_view host_header,
                      const Digest& digest, TimePoint wall_now) {
    const bool by_name = host_header.empty() || address_of_host(world, host_header) ||
                         host_header.ends_with(dns_suffix_of(world, region));
    const auto bucket = bucket_of(region);
    const auto host = by_name
                          ? fmt::format("{}.s3.{}.{}", bucket, region, dns_suffix_of(world, region))
                          : std::string(host_header);
    const auto key = fmt::format("/{}/{}", stable_id("", digest.text(), 6), digest.hex());
    http::Request request{.origin = (by_name ? "https://" : "http://") + host,
                          .target = by_name ? key : fmt::format("/{}{}", bucket, key),
                          .headers = {{"Host", host}}};
    aws::sigv4::presign(request,
                        {.access_key_id = std::string(access_key),
                         .secret_access_key = aws::Secret(signing_key(world))},
                        {.region = std::string(region), .service = "s3", .time = wall_now},
                        lifetime);
    return request.origin + request.target;
}

bool is_for_layer_bucket(const http::Request& request) {
    return !bucket_of_host(request.headers.get_or_empty("Host")).empty() ||
           is_bucket(first_part(request.raw_path()));
}

Answer answer_layer_bucket(World& world, const http::Request& request, TimePoint wall_now) {
    if (request.method != "GET" && request.method != "HEAD")
        return s3_error({403, "AccessDenied", "Access Denied"});
    const auto lookup = [&](std::string_view id, std::string_view) -> Result<aws::Secret> {
        if (id == access_key)
            return aws::Secret(signing_key(world));
        return failure(ErrorKind::NotFound, "no such key");
    };
    const auto claim = aws::sigv4::verify(without_registry_credentials(request), lookup, wall_now,
                                          aws::Protocol::RestXml);
    if (!claim)
        return s3_error(refusal_of(claim.error()));
    auto& blobs = world.part<BlobStore>();
    const auto digest = digest_of(request.raw_path());
    const auto size = digest ? blobs.size(*digest) : std::nullopt;
    if (!size)
        return s3_error({404, "NoSuchKey", "The specified key does not exist."});
    return file_answer(request, blobs.path(*digest), *size,
                       {{"Content-Type", "application/octet-stream"},
                        {"ETag", fmt::format("\"{}\"", digest->hex().substr(0, 32))}});
}

}  // namespace inland::emulator::registry
