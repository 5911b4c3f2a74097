// SPDX-License-Identifier: Apache-2.0
// compile_knowledge FOLDER OUTPUT: checks knowledge/*.yaml and writes them as the one JSON text
// that is linked into the binary, because YAML would take too long to parse at every start.
#include "core/embedded_file.h"
#include "knowledge/document.h"

#include <cstdio>
#include <fstream>

#include <fmt/format.h>

namespace inland::knowledge {
/// The text that the room carries is what this program makes: it has none itself.
std::span<const EmbeddedFile> embedded_files();
std::span<const EmbeddedFile> embedded_files() {
    return {};
}
}  // namespace inland::knowledge

namespace {

int write(const std::string& path, const std::string& text) {
    std::ofstream stream(path, std::ios::binary);
    stream << text;
    return stream.flush() ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 3)
        return 2;
    inland::Diagnostics diagnostics;
    const auto documents = inland::knowledge::read_folder(arguments[1], diagnostics);
    inland::knowledge::read_tables(documents, diagnostics);
    for (const auto& diagnostic : diagnostics.sorted())
        fmt::print(stderr, "{}\n", diagnostic.text());
    if (diagnostics.has_errors())
        return 1;
    return write(arguments[2], inland::knowledge::compile(documents));
}
