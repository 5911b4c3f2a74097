// SPDX-License-Identifier: Apache-2.0
#include "deploy/runner.h"

#include "deploy/driver.h"

#include <type_traits>

#include <fmt/format.h>

namespace inland::deploy {

namespace {

/// AWS frees what a deleted thing held on to a while after it is gone (AWS-side interfaces, up to
/// minutes): DependencyViolation is asked again for so long.
constexpr auto dependency_patience = std::chrono::minutes(10);
constexpr auto dependency_pause = std::chrono::seconds(10);
/// A lost answer of a create is looked up by asking again; drivers find what was made.
constexpr int lost_answer_attempts = 3;

/// Calls visit.template operator()<R>() for the type of that name.
template <typename Visit>
void with_type(std::string_view type, Visit&& visit) {
    topology::for_each_type([&]<typename R>() {
        if (R::type == type)
            visit.template operator()<R>();
    });
}

Outcome outcome_of(const Result<void>& result) {
    if (result)
        return Done{};
    return result.error();
}

Outcome outcome_of(const Readiness& readiness) {
    if (const auto* not_yet = std::get_if<NotYet>(&readiness))
        return Waiting{not_yet->state};
    if (const auto* error = std::get_if<Error>(&readiness))
        return *error;
    return Done{};
}

/// One step of one resource of type R.
template <typename R>
class ResourceStep {
  public:
    ResourceStep(Context& context, const topology::Topology& desired,
                 const topology::Topology& observed, const Step& step)
        : context_(context),
          desired_(desired.find<R>(step.resource)),
          observed_(observed.find<R>(step.resource)),
          step_(step) {}

    Result<void> run() {
        switch (step_.phase) {
            case Phase::Create:
                return create();
            case Phase::Attach:
                return attach();
            case Phase::Detach:
                return detach();
            case Phase::Remove:
                return remove();
            case Phase::AwaitReady:
            case Phase::AwaitGone:
                break;
        }
        return failure(ErrorKind::Internal, step_.text() + " is a step that waits");
    }

  private:
    using Row = Operations<R>;

    Result<void> create() {
        auto made = operations<R>().create(context_, *desired_);
        for (int attempt = 1;
             attempt < lost_answer_attempts && !made && made.error().code == aws::answer_lost_code;
             ++attempt)
            made = operations<R>().create(context_, *desired_);
        context_.bind(R::type, step_.resource, TRY(std::move(made)));
        return {};
    }

    Result<void> attach() {
        if (!operations<R>().attach)
            return {};
        const auto* before = step_.action == Action::Update ? observed_ : nullptr;
        return operations<R>().attach(context_, *desired_, before);
    }

    Result<void> detach() {
        return operations<R>().detach ? operations<R>().detach(context_, *observed_)
                                      : Result<void>{};
    }

    Result<void> remove() {
        const auto give_up = context_.clock().now() + dependency_patience;
        while (true) {
            auto removed = operations<R>().remove(context_, *observed_);
            if (removed || removed.error().kind != ErrorKind::InUse ||
                context_.clock().now() >= give_up)
                return removed;
            if (!context_.clock().wait_for(dependency_pause, context_.stop()))
                return failure(ErrorKind::Interrupted, "stopped while waiting");
        }
    }

    Context& context_;
    const R* desired_;
    const R* observed_;
    const Step& step_;
};

/// A look at waiting resources of type R.
template <typename R>
std::vector<Outcome> look_at(Context& context, const topology::Topology& desired,
                             const topology::Topology& observed,
                             std::span<const Step* const> steps) {
    const bool removal = steps.front()->phase == Phase::AwaitGone;
    const auto ask = removal ? operations<R>().gone : operations<R>().ready;
    if (!ask)
        return std::vector<Outcome>(steps.size(), Done{});
    std::vector<const R*> resources;
    for (const auto* step : steps)
        resources.push_back((removal ? observed : desired).template find<R>(step->resource));
    const auto answers = ask(context, resources);
    if (!answers)
        return std::vector<Outcome>(steps.size(), answers.error());
    std::vector<Outcome> outcomes;
    for (const auto& answer : *answers)
        outcomes.push_back(outcome_of(answer));
    return outcomes;
}

}  // namespace

DriverRunner::DriverRunner(Context& context, const topology::Topology& desired,
                           const topology::Topology& observed)
    : context_(context), desired_(desired), observed_(observed) {
    topology::for_each_resource(observed, [&](const auto& resource) {
        using R = std::decay_t<decltype(resource)>;
        if (!resource.id.empty())
            context.bind(R::type, resource.key, resource.id);
    });
}

Outcome DriverRunner::run(const Step& step) {
    Outcome outcome = Error{ErrorKind::Internal, fmt::format("no driver for {}", step.type)};
    with_type(step.type, [&]<typename R>() {
        outcome = outcome_of(ResourceStep<R>(context_, desired_, observed_, step).run());
    });
    return outcome;
}

std::vector<Outcome> DriverRunner::look(std::span<const Step* const> steps) {
    std::vector<Outcome> outcomes;
    with_type(steps.front()->type,
              [&]<typename R>() { outcomes = look_at<R>(context_, desired_, observed_, steps); });
    return outcomes;
}

Duration DriverRunner::expected(std::string_view type, Phase phase) const {
    Duration duration{};
    with_type(type, [&]<typename R>() {
        if (phase == Phase::AwaitReady)
            duration = context_.tables().typical(operations<R>().create_duration);
        if (phase == Phase::AwaitGone)
            duration = context_.tables().typical(operations<R>().remove_duration);
    });
    return duration;
}

}  // namespace inland::deploy
