// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::kube {

/// How a client gets its token: what kubectl runs.
struct ExecEntry {
    std::string command;            ///< "inland", or the path of the running binary
    std::vector<std::string> args;  ///< {"token", "--cluster", "atlas", "--region", "…"}
    std::vector<std::pair<std::string, std::string>> environment;  ///< {"AWS_PROFILE", "dev"}
};

/// One cluster, user and context of one name, as `aws eks update-kubeconfig` writes them.
struct KubeconfigEntry {
    std::string name;                        ///< of cluster and user: the cluster's ARN
    std::string context;                     ///< the context's; "" means `name`
    std::string server;                      ///< "https://ID.gr7.eu-central-1.eks.amazonaws.com"
    std::string certificate_authority_data;  ///< base64 of PEM
    std::string proxy_url;                   ///< "" for none
    ExecEntry exec;
};

/// The files that kubectl reads, in order: KUBECONFIG's (colons between, empty ones skipped), else
/// HOME/.kube/config. `explicit_path` (`--kubeconfig`) wins over both.
std::vector<std::filesystem::path> kubeconfig_files(
    const std::optional<std::string>& explicit_path,
    const std::optional<std::string>& kubeconfig_variable, const std::filesystem::path& home);

/// The file to write an entry to: the first that has a cluster, user or context of its names, else
/// the first file that exists, else the last, as kubectl chooses.
Result<std::filesystem::path> file_to_write(const std::vector<std::filesystem::path>& files,
                                            const KubeconfigEntry& entry);

/// The text of a kubeconfig with the entry in it and its context current: fields that are not known
/// here and the order of everything are kept. `text` may be empty. InvalidInput, with line and
/// column, when it is no kubeconfig.
Result<std::string> merge_kubeconfig(std::string_view text, const KubeconfigEntry& entry);

/// Merges into `file`, made with its folders if need be; mode 0600; atomic, so that a reader sees
/// the old text or the new one, also when the disk is full. Symbolic links are followed.
Result<void> write_kubeconfig(const std::filesystem::path& file, const KubeconfigEntry& entry);

}  // namespace inland::kube
