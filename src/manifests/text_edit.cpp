// SPDX-License-Identifier: Apache-2.0
#include "manifests/text_edit.h"

#include <algorithm>
#include <utility>

namespace inland::manifests {

namespace {

/// Whether one of the edits at the same place is the same.
bool is_repetition(const std::vector<Edit>& ordered, const Edit& edit) {
    for (auto last = ordered.rbegin(); last != ordered.rend() && last->offset == edit.offset;
         ++last)
        if (*last == edit)
            return true;
    return false;
}

}  // namespace

OrderedEdits in_order(std::vector<Edit> edits) {
    OrderedEdits ordered;
    std::ranges::stable_sort(edits, {}, &Edit::offset);
    std::size_t end = 0;
    for (Edit& edit : edits) {
        if (is_repetition(ordered.edits, edit))
            continue;
        if (edit.offset < end) {
            ordered.conflicts.push_back(std::move(edit));
            continue;
        }
        end = edit.offset + edit.length;
        ordered.edits.push_back(std::move(edit));
    }
    return ordered;
}

std::string with_edits(std::string_view text, const std::vector<Edit>& edits) {
    std::string written;
    std::size_t at = 0;
    for (const Edit& edit : edits) {
        written += text.substr(at, edit.offset - at);
        written += edit.text;
        at = edit.offset + edit.length;
    }
    return written += text.substr(at);
}

}  // namespace inland::manifests
