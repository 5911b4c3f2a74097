// SPDX-License-Identifier: Apache-2.0
#include "cli/interrupt.h"

#include <csignal>
#include <thread>

#include <pthread.h>
#include <unistd.h>

namespace inland::cli {

namespace {

constexpr int interrupted_exit_code = 130;

/// Signals are taken by a thread that waits for them, so that no handler runs in the middle of
/// anything. Threads made later inherit the blocked mask.
std::stop_source start_watching() {
    std::stop_source source;
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::thread([source, signals]() mutable {
        int signal = 0;
        sigwait(&signals, &signal);
        source.request_stop();
        sigwait(&signals, &signal);
        _exit(interrupted_exit_code);
    }).detach();
    return source;
}

}  // namespace

std::stop_token interrupt_token() {
    static const std::stop_source source = start_watching();
    return source.get_token();
}

}  // namespace inland::cli
