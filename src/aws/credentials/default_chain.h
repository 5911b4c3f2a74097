// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/configuration.h"
#include "aws/credentials/credentials.h"
#include "aws/environment.h"
#include "core/clock.h"
#include "http/client.h"

#include <memory>

namespace inland::aws {

/// The AWS CLI's order: keys in the environment (unless a profile was named on the command line),
/// the profile (assume-role, web identity, keys, credential_process), web identity of the
/// environment, container (ECS and EKS Pod Identity), the instance's metadata. Nothing is read or
/// called before the first credentials(). The references must outlive the provider.
std::shared_ptr<CredentialsProvider> default_credentials(http::Client& http, Clock& clock,
                                                         const Environment& environment,
                                                         const Configuration& configuration);

}  // namespace inland::aws
