// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/reporter.h"
#include "knowledge/tree_builder.h"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

namespace inland::knowledge {

/// Stands before a TreeBuilder and tells it aliases as the events that they stand for, and tags not
/// at all. Every event, repeated or recorded, is paid for out of `budget`, so that a few lines
/// cannot stand for gigabytes. Throws TreeBuilder::Refused, as the builder does.
class AliasExpander final : public YAML::EventHandler {
  public:
    AliasExpander(TreeBuilder& builder, Reporter& reporter, std::size_t& budget)
        : builder_(builder), reporter_(reporter), budget_(budget) {}

    void OnDocumentStart(const YAML::Mark& mark) override { builder_.OnDocumentStart(mark); }
    void OnDocumentEnd() override { builder_.OnDocumentEnd(); }
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override;
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override;
    void OnSequenceEnd() override;
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override;
    void OnMapEnd() override;
    void OnAnchor(const YAML::Mark& /*mark*/, const std::string& /*name*/) override {}

  private:
    enum class Kind { Null, Scalar, ListStart, ListEnd, MapStart, MapEnd };
    struct Event {
        Kind kind;
        YAML::Mark mark = {};
        std::string tag = {};
        std::string value = {};
    };
    /// What an anchor stands for, while it is being read.
    struct Recording {
        YAML::anchor_t anchor;
        std::size_t depth;
        std::vector<Event> events;
    };

    void take(const Event& event, YAML::anchor_t anchor);
    void record(const Event& event);
    void forward(const Event& event);
    void spend(const Event& event);

    TreeBuilder& builder_;
    Reporter& reporter_;
    std::size_t& budget_;
    std::size_t depth_ = 0;
    std::vector<Recording> recordings_;
    std::map<YAML::anchor_t, std::vector<Event>> anchored_;
};

}  // namespace inland::knowledge
