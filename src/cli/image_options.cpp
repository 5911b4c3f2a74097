// SPDX-License-Identifier: Apache-2.0
#include "cli/image_options.h"

#include "aws/environment.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <set>

#include <fmt/format.h>

namespace inland::cli {

namespace {

/// One name a line; what follows '#' is a remark.
Result<std::vector<std::string>> listed_names(const std::string& file) {
    const auto text = TRY(aws::process_environment().read_file(file));
    std::vector<std::string> names;
    for (std::size_t start = 0; start < text.size();) {
        const auto end = std::min(text.find('\n', start), text.size());
        auto line = text.substr(start, std::min(end, text.find('#', start)) - start);
        std::erase_if(line, [](char c) { return c == ' ' || c == '\t' || c == '\r'; });
        if (!line.empty())
            names.push_back(std::move(line));
        start = end + 1;
    }
    return names;
}

Result<std::size_t> worker_count(const std::string& text) {
    std::size_t workers = 0;
    const auto* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, workers);
    if (error != std::errc{} || end != last || workers == 0)
        return failure(ErrorKind::InvalidInput,
                       fmt::format("--parallelism {}: a number from 1 on", text));
    return workers;
}

}  // namespace

std::vector<std::string> option_values(const Invocation& invocation, std::string_view option) {
    const auto found = invocation.options.find(option);
    return found == invocation.options.end() ? std::vector<std::string>{} : found->second;
}

Result<std::vector<oci::ImageName>> named_images(const Invocation& invocation) {
    auto names = option_values(invocation, "image");
    for (const auto& file : option_values(invocation, "from-file"))
        std::ranges::move(TRY(listed_names(file)), std::back_inserter(names));
    std::vector<oci::ImageName> images;
    std::set<oci::ImageName> seen;
    for (const auto& name : names) {
        auto image = TRY(oci::parse_image_name(name));
        if (seen.insert(image).second)
            images.push_back(std::move(image));
    }
    return images;
}

Result<oci::CopyOptions> copy_options(const Invocation& invocation) {
    oci::CopyOptions options;
    for (const auto& text : option_values(invocation, "platform"))
        options.platforms.push_back(TRY(oci::Platform::parse(text)));
    if (invocation.has("no-referrers"))
        options.referrers = oci::Referrers::Leave;
    if (const auto text = invocation.value("parallelism"))
        options.workers = TRY(worker_count(*text));
    return options;
}

ExitCode exit_code_of(const Invocation& invocation, const std::vector<oci::ImageReport>& reports) {
    if (invocation.stop.stop_requested())
        return ExitCode::Interrupted;
    const bool failed = std::ranges::find(reports, oci::ImageOutcome::Failed,
                                          &oci::ImageReport::outcome) != reports.end();
    return failed ? ExitCode::Failed : ExitCode::Done;
}

}  // namespace inland::cli
