// SPDX-License-Identifier: Apache-2.0
#include "render/step_text.h"

namespace inland::render {

std::string_view completion_word(const deploy::Step& step) {
    using deploy::Action;
    if (step.phase == deploy::Phase::AwaitGone)
        return step.action == Action::Replace ? "gone, to be made anew" : "gone";
    if (step.phase != deploy::Phase::AwaitReady)
        return {};
    return step.action == Action::Update ? "up to date" : "made";
}

}  // namespace inland::render
