// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/message.h"
#include "oci/registry/challenge.h"
#include "oci/registry/login.h"
#include "oci/registry/scope.h"

namespace inland::oci {

/// The request to a registry's token server (distribution's "Token Authentication Specification"):
/// GET with the login as Basic, or for an identity token POST as OAuth 2.
http::Request token_request(const Challenge& challenge, const Scopes& scopes, const Login* login);

/// "Basic " and the login in base 64.
std::string basic_authorization(const Login& login);

}  // namespace inland::oci
