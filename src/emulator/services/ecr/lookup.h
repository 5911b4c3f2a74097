// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "emulator/registry/digest.h"
#include "emulator/registry/records.h"
#include "emulator/service.h"

#include <optional>
#include <string>
#include <string_view>

/// What the files of ECR share: reading a call's input, and ECR's words for what is wrong with it.
namespace inland::emulator::ecr {

/// The registry that a call is about: `registryId`, else the caller's, in the call's Region.
Scope registry_of(const Call& call);
/// The repository that it names, whether it exists or not.
registry::RepositoryId named_repository(const Call& call);
/// Whether its policy lets a caller of another account do this; AccessDeniedException.
Result<void> check_account(const Call& call, const registry::RepositoryId& repository);
/// InvalidParameterException for a name that no repository can have.
Result<void> check_repository_name(std::string_view name);
/// The repository, once the caller may use it; RepositoryNotFoundException when there is none.
Result<registry::RepositoryId> find_repository(const Call& call);

/// An output that begins with registryId and repositoryName.
json::object about(const registry::RepositoryId& repository);

/// An ImageIdentifier of the input.
struct ImageName {
    std::optional<registry::Digest> digest = {};
    std::optional<std::string> tag = {};
};
/// An identifier that names an image of the repository; else the failureCode and failureReason of
/// an ImageFailure as the error's code and message.
Result<registry::Digest> find_image(const World& world, const registry::RepositoryId& repository,
                                    const json::value& identifier);
json::object image_failure(const json::value& identifier, const Error& error);

/// InvalidParameterException in ECR's words.
std::unexpected<Error> invalid_parameter(std::string_view parameter, std::string_view why);

/// One page of a list with `maxResults` and `nextToken`, as a member of an output.
Result<json::object> paged(const Call& call, json::object output, std::string_view member,
                           json::array items);

/// `next_value` is one of the words, or InvalidParameterException for the parameter.
Result<void> one_of(std::string_view parameter, std::string_view value,
                    std::initializer_list<std::string_view> words);

}  // namespace inland::emulator::ecr
