// SPDX-License-Identifier: Apache-2.0
// Lint: any bytes, and what it mends must be mended, be YAML still, and hold as many objects.
#include "kube/lint/lint.h"

#include "knowledge/reporter.h"
#include "knowledge/yaml_stream.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

using inland::kube::LintedFile;

LintedFile linted(const std::string& text, inland::Diagnostics& diagnostics) {
    auto all = inland::kube::lint({{"f", "f", text}}, {}, inland::knowledge::built_in_lint_rules(),
                                  diagnostics);
    return std::move(all.front());
}

std::size_t objects_in(const std::string& text) {
    inland::Diagnostics diagnostics;
    inland::knowledge::Reporter reporter("f", diagnostics);
    std::size_t count = 0;
    inland::knowledge::read_yaml_stream(text, reporter, [&](const auto& document) {
        inland::manifests::for_each_object(document, [&](const auto&) { ++count; });
    });
    return count;
}

void require(bool holds) {
    if (!holds)
        std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    inland::Diagnostics before;
    const auto file = linted(text, before);
    if (!file.mended)
        return 0;
    inland::Diagnostics after;
    const auto again = linted(*file.mended, after);
    require(after.items().size() <= before.items().size());
    require(again.findings.size() <= file.findings.size());
    require(objects_in(*file.mended) == objects_in(text));
    return 0;
}
