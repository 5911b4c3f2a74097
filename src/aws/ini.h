// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <map>
#include <string>
#include <string_view>

namespace inland::aws {

/// One setting: its value, or the nested settings that are indented under it ("s3 =\n  a = b").
struct IniSetting {
    std::string value;
    std::map<std::string, std::string, std::less<>> nested;
};

using IniSection = std::map<std::string, IniSetting, std::less<>>;

/// The dialect of ~/.aws/config and ~/.aws/credentials, as the AWS CLI reads it: sections in
/// brackets, `#` and `;` comments, `name = value`, indented lines that nest or continue. Names of
/// settings are lower-cased; of equal sections the settings are merged, later ones winning.
using IniFile = std::map<std::string, IniSection, std::less<>>;

/// Errors are InvalidInput and name the line, never its text (it may hold a secret).
Result<IniFile> parse_ini(std::string_view text);

}  // namespace inland::aws
