// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/environment.h"

#include <string>

#include <gtest/gtest.h>

namespace inland::aws {

/// Why there is no botocore to compare with, or "".
inline std::string no_botocore() {
    if (process_environment().run("python3 -c 'import botocore' 2>/dev/null"))
        return "";
    return "python3 has no botocore here";
}

/// What a script of tests/aws (or a path from the source folder) prints.
inline Result<std::string> run_python(const std::string& script, const std::string& arguments) {
    return process_environment().run(
        fmt::format("python3 '{}/{}' {}", INLAND_SOURCE_DIR, script, arguments));
}

}  // namespace inland::aws
