// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ecr/lookup.h"

#include "emulator/registry/access.h"
#include "emulator/registry/images.h"
#include "emulator/registry/route.h"
#include "emulator/services/members.h"
#include "emulator/services/page.h"
#include "emulator/services/refusal.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::emulator::ecr {

namespace {

std::unexpected<Error> failed(std::string code, std::string reason) {
    return failure(ErrorKind::NotFound, std::move(reason), std::move(code));
}

}  // namespace

Scope registry_of(const Call& call) {
    auto account = text_of(call.input, "registryId");
    return {account.empty() ? call.caller.account : std::move(account), call.caller.region};
}

registry::RepositoryId named_repository(const Call& call) {
    return {registry_of(call), text_of(call.input, "repositoryName")};
}

Result<void> check_account(const Call& call, const registry::RepositoryId& repository) {
    if (repository.scope.account == call.caller.account)
        return {};
    const auto allowed = registry::authorize(call.world, call.caller, repository,
                                             fmt::format("ecr:{}", call.operation));
    return allowed ? allowed : refuse("AccessDeniedException", allowed.error().message);
}

Result<void> check_repository_name(std::string_view name) {
    if (registry::is_repository_name(name))
        return {};
    return invalid_parameter("repositoryName",
                             "must satisfy regular expression "
                             "'(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*'");
}

Result<registry::RepositoryId> find_repository(const Call& call) {
    auto repository = named_repository(call);
    TRY_VOID(check_repository_name(repository.name));
    TRY_VOID(check_account(call, repository));
    TRY_VOID(registry::require_repository(call.world, repository));
    return repository;
}

json::object about(const registry::RepositoryId& repository) {
    return {{"registryId", repository.scope.account}, {"repositoryName", repository.name}};
}

Result<registry::Digest> find_image(const World& world, const registry::RepositoryId& repository,
                                    const json::value& identifier) {
    const auto digest_text = string_or_empty(identifier, "imageDigest");
    const auto tag = string_or_empty(identifier, "imageTag");
    if (digest_text.empty() && tag.empty())
        return failed("MissingDigestAndTag",
                      "Invalid request parameters: both tag and digest "
                      "cannot be null");
    const auto digest = registry::Digest::parse(digest_text);
    if (!digest_text.empty() && !digest)
        return failed("InvalidImageDigest",
                      "Invalid request parameters: image digest should satisfy the regex "
                      "'[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'");
    const auto by_tag = tag.empty() ? digest : registry::tagged(world, repository, tag);
    if (!by_tag || registry::find_image(world, repository, digest.value_or(*by_tag)) == nullptr)
        return failed("ImageNotFound", "Requested image not found");
    if (digest && *digest != *by_tag)
        return failed("ImageTagDoesNotMatchDigest", "Requested image digest does not match tag");
    return *by_tag;
}

json::object image_failure(const json::value& identifier, const Error& error) {
    return {{"imageId", identifier}, {"failureCode", error.code}, {"failureReason", error.message}};
}

std::unexpected<Error> invalid_parameter(std::string_view parameter, std::string_view why) {
    return refuse("InvalidParameterException",
                  fmt::format("Invalid parameter at '{}' failed to satisfy constraint: '{}'",
                              parameter, why));
}

Result<json::object> paged(const Call& call, json::object output, std::string_view member,
                           json::array items) {
    constexpr std::int64_t usual = 100;
    constexpr std::int64_t greatest = 1000;
    const auto size =
        std::clamp<std::int64_t>(number_of(call.input, "maxResults", usual), 1, greatest);
    auto page = TRY(take_page(std::move(items), text_of(call.input, "nextToken"),
                              static_cast<std::size_t>(size), "InvalidParameterException"));
    output[member] = std::move(page.items);
    if (!page.next_token.empty())
        output["nextToken"] = page.next_token;
    return output;
}

Result<void> one_of(std::string_view parameter, std::string_view value,
                    std::initializer_list<std::string_view> words) {
    if (std::ranges::find(words, value) != words.end())
        return {};
    return invalid_parameter(
        parameter, fmt::format("Member must satisfy enum value set: [{}]", fmt::join(words, ", ")));
}

}  // namespace inland::emulator::ecr
