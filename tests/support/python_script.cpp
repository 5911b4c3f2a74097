// SPDX-License-Identifier: Apache-2.0
#include "tests/support/python_script.h"

#include <utility>

namespace inland::testing {

ScriptResult run_python(const std::string& script, const std::vector<std::string>& arguments,
                        Variables variables, std::chrono::seconds limit) {
    const auto python = find_program("python3");
    if (!python)
        return {"there is no python3 on PATH", {}};
    std::vector<std::string> command{*python, INLAND_SOURCE_DIR "/" + script};
    command.insert(command.end(), arguments.begin(), arguments.end());
    variables["PYTHONDONTWRITEBYTECODE"] = "1";
    auto process = run_process(command, variables, limit);
    constexpr int library_missing = 77;
    if (process.exit_code == library_missing)
        return {process.out, std::move(process)};
    return {std::nullopt, std::move(process)};
}

}  // namespace inland::testing
