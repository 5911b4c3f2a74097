// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::topology {

// EKS gives a cluster its issuer when it makes it, and IAM names the issuer's provider after it and
// the account. Designed texts (the provider's URL, the trust policies of roles) have holes for
// both: "arn:aws:iam::${open-id-connect-provider/atlas.account}:oidc-provider/
// oidc.eks.eu-central-1.amazonaws.com/id/${open-id-connect-provider/atlas.id}".

/// "oidc.eks.eu-central-1.amazonaws.com/id/${…}" of the provider of that key.
std::string late_issuer(std::string_view host, std::string_view provider_key);
/// The provider's ARN, by which trust policies name it.
std::string late_provider_arn(std::string_view partition, std::string_view issuer,
                              std::string_view provider_key);

/// The keys of the providers that the text waits for, each once.
std::vector<std::string> late_providers(std::string_view text);

/// The ARN of the provider of that key; nothing while nobody knows it.
using ProviderArn = std::function<std::optional<std::string>(const std::string& provider_key)>;

/// The text with the holes filled of every provider whose ARN is known.
std::string with_providers(std::string text, const ProviderArn& arn_of);

}  // namespace inland::topology
