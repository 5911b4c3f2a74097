// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.h"
#include "emulator/services/arn.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/members.h"
#include "emulator/services/page.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"
#include "emulator/services/tags.h"

#include <algorithm>
#include <array>
#include <chrono>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

RecordKey repository_key(const Call& call, std::string_view name) {
    return {call.scope(), std::string(kind::repository), std::string(name)};
}

std::string registry_host(const Call& call) {
    return fmt::format("{}.dkr.ecr.{}.{}", call.caller.account, call.caller.region,
                       dns_suffix_of(call.world, call.caller.region));
}

std::unexpected<Error> no_repository(const Call& call, std::string_view name) {
    return refuse(
        "RepositoryNotFoundException",
        fmt::format("The repository with name '{}' does not exist in the registry with id "
                    "'{}'",
                    name, call.caller.account));
}

Result<RecordKey> find_repository(const Call& call) {
    const auto name = text_of(call.input, "repositoryName");
    auto key = repository_key(call, name);
    if (call.world.store().find(key) == nullptr)
        return no_repository(call, name);
    return key;
}

/// Lower-case path components of 2 to 256 characters.
bool is_sound_name(std::string_view name) {
    return name.size() >= 2 && name.size() <= 256 && name.front() != '/' && name.back() != '/' &&
           name.find("//") == std::string_view::npos &&
           name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_./") ==
               std::string_view::npos;
}

Result<json::object> create_repository(const Call& call) {
    const auto name = text_of(call.input, "repositoryName");
    if (!is_sound_name(name))
        return refuse("InvalidParameterException",
                      fmt::format("Invalid parameter at 'repositoryName' failed to satisfy "
                                  "constraint: 'must satisfy regular expression "
                                  "(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+"
                                  "(?:[._-][a-z0-9]+)*': {}",
                                  name));
    const auto key = repository_key(call, name);
    if (call.world.store().find(key) != nullptr)
        return refuse("RepositoryAlreadyExistsException",
                      fmt::format("The repository with name '{}' already exists in the registry "
                                  "with id '{}'",
                                  name, call.caller.account));
    const auto mutability = text_of(call.input, "imageTagMutability");
    json::object repository{
        {"repositoryArn", arn(call.world, call.scope(), "ecr", "repository/" + name)},
        {"registryId", call.caller.account},
        {"repositoryName", name},
        {"repositoryUri", fmt::format("{}/{}", registry_host(call), name)},
        {"createdAt", timestamp(call.world)},
        {"imageTagMutability", mutability.empty() ? "MUTABLE" : mutability},
        {"imageScanningConfiguration", json::object{{"scanOnPush", false}}},
        {"encryptionConfiguration", json::object{{"encryptionType", "AES256"}}}};
    copy_members(call.input, repository, {"imageScanningConfiguration", "encryptionConfiguration"});
    merge_tags(list_in(repository, "_tags"), list_of(call.input, "tags"));
    call.world.store().put(key, repository);
    return json::object{{"repository", std::move(repository)}};
}

Result<json::object> describe_repositories(const Call& call) {
    constexpr std::int64_t greatest = 1000;
    const auto names = texts_of(call.input, "repositoryNames");
    for (const auto& name : names)
        if (call.world.store().find(repository_key(call, name)) == nullptr)
            return no_repository(call, name);
    json::array rows;
    for (const auto& [name, repository] : call.world.store().list(call.scope(), kind::repository))
        if (names.empty() || std::ranges::find(names, name) != names.end())
            rows.emplace_back(*repository);
    const auto size =
        std::clamp<std::int64_t>(number_of(call.input, "maxResults", 100), 1, greatest);
    auto page = TRY(take_page(std::move(rows), text_of(call.input, "nextToken"),
                              static_cast<std::size_t>(size), "InvalidParameterException"));
    json::object output{{"repositories", std::move(page.items)}};
    if (!page.next_token.empty())
        output["nextToken"] = page.next_token;
    return output;
}

Result<json::object> delete_repository(const Call& call) {
    const auto key = TRY(find_repository(call));
    json::object output{{"repository", *call.world.store().find(key)}};
    const bool has_images = !list_of(*call.world.store().find(key), "_images").empty();
    if (has_images && !flag_of(call.input, "force"))
        return refuse(
            "RepositoryNotEmptyException",
            fmt::format("The repository with name '{}' in registry with id '{}' cannot be "
                        "deleted because it still contains images",
                        key.id, call.caller.account));
    call.world.store().erase(key);
    return output;
}

json::object named(const Call& call) {
    return {{"registryId", call.caller.account},
            {"repositoryName", text_of(call.input, "repositoryName")}};
}

/// Policies of a repository: the hidden member, the input's and the error without one.
struct PolicyRow {
    std::string_view hidden;
    std::string_view member;
    std::string_view missing_code;
};
constexpr PolicyRow repository_policy{"_policy", "policyText", "RepositoryPolicyNotFoundException"};
constexpr PolicyRow lifecycle_policy{"_lifecycle", "lifecyclePolicyText",
                                     "LifecyclePolicyNotFoundException"};

template <const PolicyRow& row>
Result<json::object> set_policy(const Call& call) {
    const auto key = TRY(find_repository(call));
    const auto text = text_of(call.input, row.member);
    if (!parse_json(text))
        return refuse("InvalidParameterException",
                      "Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid "
                      "repository policy provided'");
    call.world.store().update(key,
                              [&](json::object& repository) { repository[row.hidden] = text; });
    auto output = named(call);
    output[row.member] = text;
    return output;
}

template <const PolicyRow& row>
Result<json::object> get_policy(const Call& call) {
    const auto* repository = call.world.store().find(TRY(find_repository(call)));
    if (!has(*repository, row.hidden))
        return refuse(std::string(row.missing_code),
                      fmt::format("Policy does not exist for the repository with name '{}' in the "
                                  "registry with id '{}'",
                                  text_of(call.input, "repositoryName"), call.caller.account));
    auto output = named(call);
    output[row.member] = text_of(*repository, row.hidden);
    return output;
}

template <const PolicyRow& row>
Result<json::object> delete_policy(const Call& call) {
    auto output = TRY(get_policy<row>(call));
    call.world.store().update(TRY(find_repository(call)),
                              [](json::object& repository) { repository.erase(row.hidden); });
    return output;
}

Result<json::object> put_tag_mutability(const Call& call) {
    call.world.store().update(TRY(find_repository(call)), [&](json::object& repository) {
        copy_members(call.input, repository, {"imageTagMutability"});
    });
    auto output = named(call);
    copy_members(call.input, output, {"imageTagMutability"});
    return output;
}

Result<json::object> put_scanning(const Call& call) {
    call.world.store().update(TRY(find_repository(call)), [&](json::object& repository) {
        copy_members(call.input, repository, {"imageScanningConfiguration"});
    });
    auto output = named(call);
    copy_members(call.input, output, {"imageScanningConfiguration"});
    return output;
}

Result<RecordKey> find_tagged(const Call& call) {
    const auto wanted = text_of(call.input, "resourceArn");
    for (const auto& [name, repository] : call.world.store().list(call.scope(), kind::repository))
        if (text_of(*repository, "repositoryArn") == wanted)
            return repository_key(call, name);
    return no_repository(call, last_segment(wanted));
}

Result<json::object> tag_resource(const Call& call) {
    call.world.store().update(TRY(find_tagged(call)), [&](json::object& repository) {
        merge_tags(list_in(repository, "_tags"), list_of(call.input, "tags"));
    });
    return json::object{};
}

Result<json::object> untag_resource(const Call& call) {
    call.world.store().update(TRY(find_tagged(call)), [&](json::object& repository) {
        remove_tags(list_in(repository, "_tags"), texts_of(call.input, "tagKeys"));
    });
    return json::object{};
}

Result<json::object> list_tags(const Call& call) {
    const auto* repository = call.world.store().find(TRY(find_tagged(call)));
    return json::object{{"tags", list_of(*repository, "_tags")}};
}

/// Good for twelve hours, by the wall clock, as with AWS.
Result<json::object> get_authorization_token(const Call& call) {
    constexpr auto lasts = std::chrono::hours(12);
    constexpr std::size_t length = 64;
    return json::object{
        {"authorizationData",
         json::array{json::object{{"authorizationToken", base64("AWS:" + random_text(length))},
                                  {"expiresAt", iso8601(SystemClock().now() + lasts)},
                                  {"proxyEndpoint", "https://" + registry_host(call)}}}}};
}

constexpr std::array operations{
    OperationRow{"CreateRepository", create_repository},
    OperationRow{"DescribeRepositories", describe_repositories},
    OperationRow{"DeleteRepository", delete_repository},
    OperationRow{"SetRepositoryPolicy", set_policy<repository_policy>},
    OperationRow{"GetRepositoryPolicy", get_policy<repository_policy>},
    OperationRow{"DeleteRepositoryPolicy", delete_policy<repository_policy>},
    OperationRow{"PutLifecyclePolicy", set_policy<lifecycle_policy>},
    OperationRow{"GetLifecyclePolicy", get_policy<lifecycle_policy>},
    OperationRow{"DeleteLifecyclePolicy", delete_policy<lifecycle_policy>},
    OperationRow{"PutImageTagMutability", put_tag_mutability},
    OperationRow{"PutImageScanningConfiguration", put_scanning},
    OperationRow{"TagResource", tag_resource},
    OperationRow{"UntagResource", untag_resource},
    OperationRow{"ListTagsForResource", list_tags},
    OperationRow{"GetAuthorizationToken", get_authorization_token},
};

}  // namespace

std::span<const OperationRow> ecr_operations() {
    return operations;
}

}  // namespace inland::emulator
