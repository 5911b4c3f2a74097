// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"
#include "cli/report.h"
#include "core/embedded_file.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include <fmt/format.h>

namespace inland::cli {

namespace example {
std::span<const EmbeddedFile> embedded_files();
}

namespace {

/// "x": an existing file is never overwritten, not even by a race.
Result<void> write_new_file(const std::string& path, std::string_view text) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "wx"),
                                                               std::fclose);
    if (!file)
        return failure(ErrorKind::InvalidInput,
                       fmt::format("cannot make {}: {}", path, std::strerror(errno)));
    if (std::fwrite(text.data(), 1, text.size(), file.get()) != text.size())
        return failure(ErrorKind::Failed,
                       fmt::format("cannot write {}: {}", path, std::strerror(errno)));
    return {};
}

ExitCode run_init(const Invocation& invocation) {
    const auto path =
        invocation.arguments.empty() ? std::string("cluster.yaml") : invocation.arguments.front();
    if (const auto written = write_new_file(path, example::embedded_files().front().text); !written)
        return report(invocation.streams, written.error());
    invocation.streams.talk(fmt::format("wrote {}; next: inland prove {}", path, path));
    return ExitCode::Done;
}

}  // namespace

const Command& init_command() {
    static constexpr Command command{"init",
                                     "write a commented cluster.yaml that works as it is",
                                     Arguments::Optional,
                                     "FILE",
                                     {},
                                     run_init};
    return command;
}

}  // namespace inland::cli
