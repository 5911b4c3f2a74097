// SPDX-License-Identifier: Apache-2.0
#include "deploy/executor.h"

#include "deploy/worker_pool.h"

#include <algorithm>
#include <map>
#include <queue>
#include <set>

namespace inland::deploy {

namespace {

enum class State { Pending, Ready, Running, Waiting, Looking, Done, Failed };

/// The time from the start of each step to the end of the run, if nothing else limited it.
std::vector<Duration> remaining_paths(const std::vector<Step>& steps,
                                      const std::vector<std::vector<std::size_t>>& dependents) {
    std::vector<Duration> remaining(steps.size(), Duration{-1});
    const auto visit = [&](auto&& self, std::size_t index) -> Duration {
        if (remaining[index] >= Duration{})
            return remaining[index];
        Duration longest{};
        for (const auto dependent : dependents[index])
            longest = std::max(longest, self(self, dependent));
        // A call takes a moment even where AWS needs no time: long chains go first.
        return remaining[index] = longest + steps[index].expected + std::chrono::seconds(1);
    };
    for (std::size_t index = 0; index < steps.size(); ++index)
        visit(visit, index);
    return remaining;
}

/// What came back from the pool: outcomes of the steps that were handed out together.
struct Report {
    std::vector<std::size_t> steps;
    std::vector<Outcome> outcomes;
};

bool waits(Phase phase) {
    return phase == Phase::AwaitReady || phase == Phase::AwaitGone;
}

class Run {
  public:
    Run(const std::vector<Step>& steps, ActionRunner& runner, Clock& clock, Progress& progress,
        const ExecutorOptions& options, std::stop_token stop)
        : steps_(steps),
          runner_(runner),
          clock_(clock),
          progress_(progress),
          options_(options),
          stop_(std::move(stop)),
          states_(steps.size(), State::Pending),
          open_(steps.size()),
          dependents_(steps.size()),
          pool_(options.parallelism) {
        for (std::size_t index = 0; index < steps.size(); ++index) {
            open_[index] = steps[index].after.size();
            for (const auto earlier : steps[index].after)
                dependents_[earlier].push_back(index);
        }
        remaining_ = remaining_paths(steps_, dependents_);
        for (std::size_t index = 0; index < steps.size(); ++index)
            if (open_[index] == 0)
                states_[index] = State::Ready;
        result_.total = steps.size();
    }

    RunResult loop() {
        while (start_what_is_ready() || busy() > 0 || has_waiting()) {
            if (const auto report = reports_.take_for(next_pause()))
                settle(*report);
            if (stop_.stop_requested())
                stop();
            look_when_due();
            progress_.tick(result_.done, result_.total);
        }
        return std::move(result_);
    }

  private:
    [[nodiscard]] std::size_t busy() const {
        return static_cast<std::size_t>(std::ranges::count_if(states_, [](State state) {
            return state == State::Running || state == State::Looking;
        }));
    }

    [[nodiscard]] bool has_waiting() const {
        return std::ranges::find(states_, State::Waiting) != states_.end();
    }

    /// Hands out ready steps, longest remaining path first, as far as there is room. False when
    /// none was ready.
    bool start_what_is_ready() {
        std::vector<std::size_t> ready;
        for (std::size_t index = 0; index < states_.size(); ++index)
            if (states_[index] == State::Ready)
                ready.push_back(index);
        std::ranges::stable_sort(ready, std::greater{},
                                 [&](std::size_t index) { return remaining_[index]; });
        for (const auto index : ready)
            start(index);
        return !ready.empty();
    }

    void start(std::size_t index) {
        if (waits(steps_[index].phase)) {
            states_[index] = State::Waiting;
            due_.emplace(index, clock_.now());
            return;
        }
        if (busy() >= static_cast<std::size_t>(options_.parallelism))
            return;
        states_[index] = State::Running;
        progress_.started(steps_[index]);
        pool_.post([this, index] { reports_.put(Report{{index}, {runner_.run(steps_[index])}}); });
    }

    /// Every waiting step that is due is looked at, those of one type and phase with one call.
    void look_when_due() {
        const auto now = clock_.now();
        std::map<std::pair<std::string_view, Phase>, std::vector<std::size_t>> groups;
        for (const auto& [index, due] : due_)
            if (due <= now && states_[index] == State::Waiting)
                groups[{steps_[index].type, steps_[index].phase}].push_back(index);
        for (auto& [kind, group] : groups)
            look_at(std::move(group));
    }

    void look_at(std::vector<std::size_t> group) {
        std::vector<const Step*> steps;
        for (const auto index : group) {
            states_[index] = State::Looking;
            due_.erase(index);
            steps.push_back(&steps_[index]);
        }
        pool_.post([this, group = std::move(group), steps = std::move(steps)] {
            reports_.put(Report{group, runner_.look(steps)});
        });
    }

    void settle(const Report& report) {
        for (std::size_t at = 0; at < report.steps.size(); ++at)
            std::visit([&](const auto& outcome) { settle(report.steps[at], outcome); },
                       report.outcomes[at]);
    }

    void settle(std::size_t index, const Done&) {
        states_[index] = State::Done;
        ++result_.done;
        progress_.done(steps_[index]);
        for (const auto dependent : dependents_[index])
            if (--open_[dependent] == 0 && !stopped_)
                states_[dependent] = State::Ready;
    }

    void settle(std::size_t index, const Waiting& waiting) {
        if (stopped_) {
            states_[index] = State::Pending;
            return;
        }
        states_[index] = State::Waiting;
        due_.emplace(index, clock_.now() + options_.look_every);
        progress_.waiting(steps_[index], waiting.state);
    }

    void settle(std::size_t index, const Error& error) {
        if (stopped_ && error.kind == ErrorKind::Interrupted) {
            states_[index] = State::Pending;
            return;
        }
        states_[index] = State::Failed;
        result_.failures.emplace_back(steps_[index], error);
        if (error.kind == ErrorKind::Unavailable)
            start_nothing_more();
        progress_.failed(steps_[index], error);
    }

    void stop() {
        result_.interrupted = true;
        start_nothing_more();
    }

    /// What runs is waited for: the user stopped, or AWS is not there any more.
    void start_nothing_more() {
        stopped_ = true;
        due_.clear();
        for (auto& state : states_)
            if (state == State::Ready || state == State::Waiting)
                state = State::Pending;
    }

    /// Until the next look is due in the clock's time, but often enough for the progress line.
    [[nodiscard]] Duration next_pause() {
        constexpr Duration blink{100};
        constexpr Duration breath = std::chrono::seconds(1);
        if (busy() > 0)
            return blink;
        TimePoint next = TimePoint::max();
        for (const auto& [index, due] : due_)
            next = std::min(next, due);
        if (next != TimePoint::max())
            clock_.wait_until(std::min(next, clock_.now() + breath), stop_);
        return Duration{};
    }

    const std::vector<Step>& steps_;
    ActionRunner& runner_;
    Clock& clock_;
    Progress& progress_;
    const ExecutorOptions& options_;
    std::stop_token stop_;
    std::vector<State> states_;
    std::vector<std::size_t> open_;
    std::vector<std::vector<std::size_t>> dependents_;
    std::vector<Duration> remaining_;
    std::map<std::size_t, TimePoint> due_;
    RunResult result_;
    bool stopped_ = false;
    Mailbox<Report> reports_;
    WorkerPool pool_;
};

}  // namespace

RunResult execute(const std::vector<Step>& steps, ActionRunner& runner, Clock& clock,
                  Progress& progress, const ExecutorOptions& options, std::stop_token stop) {
    return Run(steps, runner, clock, progress, options, std::move(stop)).loop();
}

}  // namespace inland::deploy
