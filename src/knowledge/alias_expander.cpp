// SPDX-License-Identifier: Apache-2.0
#include "knowledge/alias_expander.h"

#include "knowledge/yaml_mark.h"

#include <utility>

namespace inland::knowledge {

namespace {

/// What the builder takes for an untagged value, and for one that is surely text.
const std::string untagged = "?";
const std::string as_text = "!";

}  // namespace

/// Long texts are dear, for an alias copies them, too.
void AliasExpander::spend(const Event& event) {
    constexpr std::size_t bytes_of_one = 64;
    const std::size_t price = 1 + event.value.size() / bytes_of_one;
    if (budget_ < price) {
        reporter_.error(position_of(event.mark), "too-many-values",
                        "the file holds too many values", "with what its aliases stand for",
                        "split the file");
        throw TreeBuilder::Refused{};
    }
    budget_ -= price;
}

void AliasExpander::record(const Event& event) {
    for (auto& recording : recordings_) {
        spend(event);
        recording.events.push_back(event);
    }
    while (!recordings_.empty() && recordings_.back().depth == depth_) {
        anchored_[recordings_.back().anchor] = std::move(recordings_.back().events);
        recordings_.pop_back();
    }
}

void AliasExpander::take(const Event& event, YAML::anchor_t anchor) {
    spend(event);
    if (anchor != YAML::NullAnchor)
        recordings_.push_back({.anchor = anchor, .depth = depth_, .events = {}});
    if (event.kind == Kind::ListStart || event.kind == Kind::MapStart)
        ++depth_;
    if (event.kind == Kind::ListEnd || event.kind == Kind::MapEnd)
        --depth_;
    record(event);
    forward(event);
}

void AliasExpander::forward(const Event& event) {
    switch (event.kind) {
        case Kind::Null:
            return builder_.OnNull(event.mark, YAML::NullAnchor);
        case Kind::Scalar:
            return builder_.OnScalar(event.mark, event.tag, YAML::NullAnchor, event.value);
        case Kind::ListStart:
            return builder_.OnSequenceStart(event.mark, untagged, YAML::NullAnchor,
                                            YAML::EmitterStyle::Default);
        case Kind::ListEnd:
            return builder_.OnSequenceEnd();
        case Kind::MapStart:
            return builder_.OnMapStart(event.mark, untagged, YAML::NullAnchor,
                                       YAML::EmitterStyle::Default);
        case Kind::MapEnd:
            return builder_.OnMapEnd();
    }
}

void AliasExpander::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
    take({.kind = Kind::Null, .mark = mark}, anchor);
}

void AliasExpander::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
    const auto named = anchored_.find(anchor);
    if (named == anchored_.end()) {
        reporter_.error(position_of(mark), "alias", "an alias stands for itself",
                        "it is inside of what it names");
        throw TreeBuilder::Refused{};
    }
    for (const Event& event : named->second)
        take(event, YAML::NullAnchor);
}

/// The merge key is handed on as a text, which the builder takes for any other key.
void AliasExpander::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                             const std::string& value) {
    const bool is_plain = tag == untagged && value != "<<";
    take({.kind = Kind::Scalar, .mark = mark, .tag = is_plain ? untagged : as_text, .value = value},
         anchor);
}

void AliasExpander::OnSequenceStart(const YAML::Mark& mark, const std::string& /*tag*/,
                                    YAML::anchor_t anchor, YAML::EmitterStyle::value /*style*/) {
    take({.kind = Kind::ListStart, .mark = mark}, anchor);
}

void AliasExpander::OnSequenceEnd() {
    take({.kind = Kind::ListEnd}, YAML::NullAnchor);
}

void AliasExpander::OnMapStart(const YAML::Mark& mark, const std::string& /*tag*/,
                               YAML::anchor_t anchor, YAML::EmitterStyle::value /*style*/) {
    take({.kind = Kind::MapStart, .mark = mark}, anchor);
}

void AliasExpander::OnMapEnd() {
    take({.kind = Kind::MapEnd}, YAML::NullAnchor);
}

}  // namespace inland::knowledge
