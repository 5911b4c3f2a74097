// SPDX-License-Identifier: Apache-2.0
#include "knowledge/bounded_file.h"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

#include <fmt/format.h>

namespace inland::knowledge {

namespace {

void report_unreadable(Reporter& reporter, const std::string& detail) {
    reporter.error({}, "cannot-read", "the file cannot be read", detail);
}

/// One byte more than allowed tells a file that grew since it was looked at.
std::optional<std::string> read_at_most(const std::string& path, std::size_t bytes) {
    std::ifstream stream(path, std::ios::binary);
    std::string text(bytes, '\0');
    if (!stream)
        return std::nullopt;
    stream.read(text.data(), static_cast<std::streamsize>(bytes));
    if (stream.bad())
        return std::nullopt;
    text.resize(static_cast<std::size_t>(stream.gcount()));
    return text;
}

}  // namespace

std::optional<std::string> read_bounded_file(const std::string& path, std::size_t maximum_bytes,
                                             Reporter& reporter) {
    std::error_code problem;
    const auto status = std::filesystem::status(path, problem);
    if (!std::filesystem::exists(status)) {
        report_unreadable(reporter, "there is no such file");
        return std::nullopt;
    }
    if (!std::filesystem::is_regular_file(status)) {
        report_unreadable(reporter, "it is not a regular file");
        return std::nullopt;
    }
    const auto size = std::filesystem::file_size(path, problem);
    if (!problem && size > maximum_bytes) {
        reporter.error({}, "too-large", "the file is too large",
                       fmt::format("{} bytes, at most {}", size, maximum_bytes));
        return std::nullopt;
    }
    auto text = read_at_most(path, problem ? maximum_bytes + 1 : std::size_t{size} + 1);
    if (!text)
        report_unreadable(reporter, std::generic_category().message(errno));
    return text;
}

}  // namespace inland::knowledge
