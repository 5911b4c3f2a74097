// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/environment.h"
#include "aws/ini.h"
#include "core/result.h"

#include <map>
#include <string>
#include <string_view>

namespace inland::aws {

/// What the command line says; empty means "look further".
struct ConfigurationOptions {
    std::string profile = {};
    std::string region = {};
    std::string endpoint_url = {};
};

/// Who chose the profile: one named on the command line goes before keys in the environment.
enum class ProfileChoice { Default, Environment, Explicit };

/// Everything that AWS_* variables, ~/.aws/config and ~/.aws/credentials say, resolved for one
/// profile with the AWS CLI's precedence. A value; holds secrets in `credentials_file` and so is
/// never printed.
struct Configuration {
    std::string profile = "default";
    ProfileChoice profile_choice = ProfileChoice::Default;
    std::string region = {};        ///< "" when nothing says one
    std::string endpoint_url = {};  ///< explicit, for every service
    /// What AWS_ENDPOINT_URL*, the profile's `services` section and its endpoint_url say, by
    /// service.
    std::map<std::string, std::string, std::less<>> service_endpoint_urls = {};
    int max_attempts = 3;
    bool use_fips = false;
    bool use_dualstack = false;
    std::string ca_bundle = {};
    IniFile config_file = {};       ///< sections as "default", "profile x", "services x"
    IniFile credentials_file = {};  ///< sections as "default", "x"

    /// A setting of a profile: the credentials file's word, then the config file's; "" when none.
    [[nodiscard]] std::string profile_setting(std::string_view profile_name,
                                              std::string_view setting) const;
    [[nodiscard]] bool has_profile(std::string_view profile_name) const;
};

/// Reads variables and files. InvalidInput for a file that cannot be read or parsed and for a
/// profile that was asked for and is nowhere.
Result<Configuration> load_configuration(const Environment& environment,
                                         const ConfigurationOptions& options = {});

}  // namespace inland::aws
