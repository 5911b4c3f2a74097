// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "user_data/user_data.h"

#include <span>
#include <string>

namespace inland::user_data {

/// Takes from the kubelet's command line what NodeSettings tell: "--node-labels=a=b,c=d",
/// "--register-with-taints k=v:NoSchedule", "--max-pods", "--hostname-override", "--cluster-dns".
/// Later flags win, labels and taints add up, as the kubelet's own parser has it.
void apply_kubelet_flags(std::span<const std::string> words, NodeSettings& settings);

/// "a=b,c=d".
std::string labels_text(const std::map<std::string, std::string>& labels);
/// "k=v:NoSchedule,…".
std::string taints_text(std::span<const Taint> taints);
/// "k=v:NoSchedule" or "k:NoSchedule".
Taint taint_of(std::string_view text);
/// A whole number that is not negative, or nothing.
std::optional<int> number_in(std::string_view text);

/// The parts of a text between commas.
std::vector<std::string> split_at_commas(std::string_view text);
/// The words of a text between blanks.
std::vector<std::string> split_at_blanks(std::string_view text);

}  // namespace inland::user_data
