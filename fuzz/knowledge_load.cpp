// SPDX-License-Identifier: Apache-2.0
#include "knowledge/document.h"
#include "knowledge/readers/readers.h"
#include "knowledge/yaml_document.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

/// Any bytes as each of the knowledge files. The first byte says which; the rest is its text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace inland;
    if (size == 0)
        return 0;
    const auto files = knowledge::table_files();
    const auto name = files[data[0] % files.size()].name;
    const std::string text(data + 1, data + size);
    Diagnostics found;
    knowledge::Reporter reporter(name, found);
    auto root = knowledge::parse_yaml(text, reporter);
    if (!root)
        return 0;
    std::vector<knowledge::Document> documents;
    documents.push_back({std::string(name), std::string(name), std::move(*root)});
    const auto compiled = knowledge::read_compiled(knowledge::compile(documents));
    knowledge::read_tables(documents, found);
    if (!compiled)
        std::abort();
    return 0;
}
