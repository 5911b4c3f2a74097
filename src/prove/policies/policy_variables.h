// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/policies/evaluation.h"
#include "prove/policies/truth.h"

#include <string>
#include <string_view>

namespace inland::prove {

/// A text of a policy with its ${variables} filled in.
struct FilledText {
    /// Yes: `text` is what the policy says. No: the request lacks a key without a default, so the
    /// text matches nothing. Unknown: it names a key that nobody knows.
    Truth there = Truth::Yes;
    std::string text;
};

/// Fills in "${aws:PrincipalAccount}", "${aws:PrincipalTag/team, 'none'}" and the signs "${*}",
/// "${?}", "${$}". What is filled in is no wildcard. Keys that make it Unknown go to `doubts`.
FilledText fill_in(std::string_view text, Variables variables, const PolicyRequest& request,
                   Doubts& doubts);

/// Whether the request's value of this key (lower case) is one that nobody knows.
bool is_unknown_key(const PolicyRequest& request, std::string_view key);

}  // namespace inland::prove
