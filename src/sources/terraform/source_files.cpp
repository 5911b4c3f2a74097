// SPDX-License-Identifier: Apache-2.0
#include "sources/terraform/source_files.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

namespace inland::sources::terraform {

namespace {

using language::Block;

constexpr std::size_t most_modules = 1'000;
constexpr std::uintmax_t largest_file = std::uintmax_t{4} << 20;

std::optional<std::string> text_of(const std::filesystem::path& file) {
    std::error_code error;
    if (std::filesystem::file_size(file, error) > largest_file || error)
        return std::nullopt;
    std::ifstream stream(file, std::ios::binary);
    return std::string(std::istreambuf_iterator(stream), {});
}

/// Adds a file's blocks; false when it cannot be read, or overrides what others say.
bool add_file(const std::filesystem::path& file, Block& module) {
    const auto name = file.stem().string();
    const auto text = text_of(file);
    if (!text || name == "override" || name.ends_with("_override"))
        return false;
    auto read = language::read_file(*text);
    if (!read)
        return false;
    std::ranges::move(read->blocks, std::back_inserter(module.blocks));
    return true;
}

std::optional<Block> module_in(const std::filesystem::path& folder) {
    std::error_code error;
    Block module;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error))
        if (entry.path().extension() == ".tf" && !add_file(entry.path(), module))
            return std::nullopt;
    return error ? std::nullopt : std::optional(std::move(module));
}

const Block* block_of(const Block& module, std::string_view type,
                      const std::vector<std::string_view>& labels) {
    const auto found = std::ranges::find_if(module.blocks, [&](const Block& block) {
        return block.type == type && std::ranges::equal(block.labels, labels);
    });
    return found == module.blocks.end() ? nullptr : &*found;
}

/// Whether the files hold the resources that the plan holds.
bool is_of_plan(const Block& module, const json::object& configuration) {
    return std::ranges::all_of(
        find_array(configuration, "resources"), [&](const json::value& resource) {
            const bool is_data = string_or_empty(resource, "mode") == "data";
            const auto type = string_or_empty(resource, "type");
            const auto name = string_or_empty(resource, "name");
            return block_of(module, is_data ? "data" : "resource", {type, name}) != nullptr;
        });
}

/// Where `terraform init` put the modules.
std::map<std::string, std::string, std::less<>> installed_modules(
    const std::filesystem::path& folder) {
    std::map<std::string, std::string, std::less<>> installed;
    const auto text = text_of(folder / ".terraform" / "modules" / "modules.json");
    const auto document = text ? parse_json(*text) : Result<json::value>(json::value());
    if (document && document->is_object())
        for (const auto& module : find_array(*document, "Modules"))
            installed.emplace(string_or_empty(module, "Key"), string_or_empty(module, "Dir"));
    return installed;
}

std::optional<BlockExpression> expression_of(const Block& block, std::string_view name,
                                             const std::vector<std::string>& members) {
    const auto found = block.attributes.find(name);
    if (found == block.attributes.end())
        return std::nullopt;
    auto tokens = found->second;
    for (std::size_t at = 0; at < members.size(); ++at) {
        if (auto part = member_of(tokens, members[at])) {
            tokens = std::move(*part);
            continue;
        }
        // No object is written here: `x = aws_vpc.main` has the members of aws_vpc.main.
        auto whole = language::references_of(tokens);
        if (whole.size() != 1 || !names_whole(whole.front()) || at + 1 != members.size())
            return std::nullopt;
        return BlockExpression{{fmt::format("{}.{}", whole.front(), members[at])}};
    }
    return BlockExpression{language::references_of(tokens)};
}

}  // namespace

SourceFiles SourceFiles::beside(const std::filesystem::path& folder, const json::object& root) {
    SourceFiles files;
    files.root_ = folder;
    files.installed_ = installed_modules(folder);
    files.load(folder, root, "");
    return files;
}

void SourceFiles::load(const std::filesystem::path& folder, const json::object& configuration,
                       const std::string& path) {
    if (modules_.size() >= most_modules)
        return;
    auto read = module_in(folder);
    if (!read || !is_of_plan(*read, configuration))
        return;
    modules_.emplace(path, std::move(*read));
    for (const auto& [name, call] : find_object(configuration, "module_calls")) {
        const auto below =
            path.empty() ? std::string(name) : fmt::format("{}.{}", path, std::string_view(name));
        const auto known = installed_.find(below);
        const auto source = string_or_empty(call, "source");
        if (known != installed_.end())
            load(root_ / known->second, find_object(call, "module"), below);
        else if (source.starts_with('.'))
            load(folder / source, find_object(call, "module"), below);
    }
}

const Block* SourceFiles::module(std::string_view path) const {
    const auto found = modules_.find(path);
    return found == modules_.end() ? nullptr : &found->second;
}

const Block* SourceFiles::locals_with(std::string_view path, std::string_view name) const {
    const auto* found = module(path);
    if (found != nullptr)
        for (const auto& block : found->blocks)
            if (block.type == "locals" && block.attributes.contains(name))
                return &block;
    return nullptr;
}

std::optional<BlockExpression> SourceFiles::local(std::string_view path, std::string_view name,
                                                  const std::vector<std::string>& members) const {
    const auto* block = locals_with(path, name);
    return block == nullptr ? std::nullopt : expression_of(*block, name, members);
}

const std::vector<language::Token>* SourceFiles::local(std::string_view path,
                                                       std::string_view name) const {
    const auto* block = locals_with(path, name);
    return block == nullptr ? nullptr : &block->attributes.find(name)->second;
}

const std::vector<language::Token>* SourceFiles::argument(std::string_view path,
                                                          const Instance& instance,
                                                          std::string_view name) const {
    const auto* found = module(path);
    const auto* block =
        found == nullptr ? nullptr : block_of(*found, "resource", {instance.type, instance.name});
    if (block == nullptr)
        return nullptr;
    const auto argument = block->attributes.find(name);
    return argument == block->attributes.end() ? nullptr : &argument->second;
}

std::optional<BlockExpression> SourceFiles::argument(
    std::string_view path, std::string_view call, std::string_view name,
    const std::vector<std::string>& members) const {
    const auto* found = module(path);
    const auto* block = found == nullptr ? nullptr : block_of(*found, "module", {call});
    return block == nullptr ? std::nullopt : expression_of(*block, name, members);
}

std::optional<BlockExpression> SourceFiles::in_block(std::string_view path,
                                                     const Instance& instance,
                                                     std::string_view attribute) const {
    const auto* found = module(path);
    const auto* block =
        found == nullptr ? nullptr : block_of(*found, "resource", {instance.type, instance.name});
    return block == nullptr ? std::nullopt : block_expression(*block, *instance.values, attribute);
}

}  // namespace inland::sources::terraform
