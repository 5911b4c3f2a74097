// SPDX-License-Identifier: Apache-2.0
#include "emulator/server.h"

#include "core/crypto.h"
#include "emulator/cluster/cluster_api.h"
#include "emulator/cluster/issuer_documents.h"
#include "emulator/connect.h"
#include "emulator/control.h"
#include "emulator/dispatch.h"
#include "emulator/proxy.h"
#include "emulator/registry/registry.h"
#include "emulator/turn.h"

namespace inland::emulator {

/// Everything that one emulator is made of. The pool goes first, because its threads post to the
/// server; then the server, because its sessions point to the rest.
class EmulatedAws::Parts {
  public:
    Parts(const EmulatedAwsOptions& options, const knowledge::Tables& tables,
          std::unique_ptr<Journal> journal, SavedState state)
        : journal_(std::move(journal)),
          clock_(state.emulated_now.value_or(SystemClock().now()), options.speed),
          world_(tables, clock_),
          control_(world_, clock_, metrics_, faults_, options.home),
          dispatcher_(world_, services(), metrics_, faults_,
                      {.signatures = options.signatures,
                       .home = options.home,
                       .speed = options.speed.text(),
                       .wall_now = [] { return SystemClock().now(); },
                       .later = later()}),
          registry_(world_, options.home, options.signatures, [] { return SystemClock().now(); }),
          turn_(world_, clock_, journal_.get(), later()) {
        world_.store().restore(std::move(state.records));
        register_events(world_.scheduler());
        use_wall_timer(world_, later());
    }
    Parts(const Parts&) = delete;
    Parts& operator=(const Parts&) = delete;
    ~Parts() { world_.use_workers(nullptr); }

    Result<void> listen(const EmulatedAwsOptions& options) {
        server_ = TRY(http::Server::listen(
            {.address = options.address,
             .port = options.port,
             .before_answers = [this] { return turn_.end(); },
             .receiver = registry_.receiver()},
            [this](const http::Request& request, http::Responder responder) {
                answer(request, std::move(responder));
            },
            [this](const http::Request& request, auto decide) {
                answer_connect({world_, aws_handler(), registry_.receiver()}, request,
                               std::move(decide));
            }));
        workers_ = make_workers(world_, options.threads, [this](std::function<void()> task) {
            server_->post(std::move(task));
        });
        world_.use_workers(workers_.get());
        return {};
    }

    Result<void> open_registry(const std::optional<std::filesystem::path>& state) {
        return registry_.open(state);
    }

    Result<void> run(const std::stop_token& stop) {
        const std::stop_callback on_stop(stop, [this] { server_->stop(); });
        server_->post([] {});  // a first turn, for events that were due while nobody ran
        TRY_VOID(server_->run());
        return turn_.keep_time();
    }

    [[nodiscard]] int port() const { return server_->port(); }
    [[nodiscard]] World& world() { return world_; }

  private:
    void answer(const http::Request& request, http::Responder responder) {
        if (Control::owns(request))
            control_.handle(request, std::move(responder));
        else
            answer_as_aws(request, std::move(responder));
    }

    void answer_as_aws(const http::Request& request, http::Responder responder) {
        world_.part<registry::Origin>().host = request.headers.get_or_empty("Host");
        if (registry::Registry::owns(request))
            registry_.handle(request, std::move(responder));
        else if (is_for_issuer(request))
            responder.send(answer_as_issuer(world_, request));
        else
            dispatcher_.handle(request, std::move(responder));
    }

    http::Handler aws_handler() {
        return [this](const http::Request& request, http::Responder responder) {
            answer_as_aws(request, std::move(responder));
        };
    }

    Turn::Later later() {
        return [this](std::chrono::milliseconds delay, std::function<void()> task) {
            server_->post_after(delay, std::move(task));
        };
    }

    std::unique_ptr<Journal> journal_;
    EmulatedClock clock_;
    World world_;
    Metrics metrics_;
    Faults faults_;
    Control control_;
    Dispatcher dispatcher_;
    registry::Registry registry_;
    Turn turn_;
    std::unique_ptr<http::Server> server_;
    std::unique_ptr<Workers> workers_;
};

EmulatedAws::EmulatedAws(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
EmulatedAws::~EmulatedAws() = default;

Result<std::unique_ptr<EmulatedAws>> EmulatedAws::create(EmulatedAwsOptions options,
                                                         const knowledge::Tables& tables) {
    std::unique_ptr<Journal> journal;
    SavedState state;
    if (options.state) {
        journal = TRY(Journal::open(*options.state));
        state = TRY(journal->load());
    }
    auto parts = std::make_unique<Parts>(options, tables, std::move(journal), std::move(state));
    TRY_VOID(parts->open_registry(options.state));
    TRY_VOID(parts->listen(options));
    return std::unique_ptr<EmulatedAws>(new EmulatedAws(std::move(parts)));
}

int EmulatedAws::port() const {
    return parts_->port();
}

Result<void> EmulatedAws::run(std::stop_token stop) {
    return parts_->run(stop);
}

World& EmulatedAws::world() {
    return parts_->world();
}

}  // namespace inland::emulator
