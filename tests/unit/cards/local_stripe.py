"""localstripe, a stateful Stripe server, on 127.0.0.1 in a thread of its own."""

import asyncio
import threading

import httpx
from aiohttp import web
from localstripe import resources, server, webhooks

SECRET_KEY = "sk_test_localstripe"


def _create_intent(**data: object) -> resources.PaymentIntent:
    """localstripe's, taught the parameter that took `payment_method_types`' place."""
    assert data.pop("allowed_payment_method_types") == ["card"]
    return resources.PaymentIntent(**data)


class LocalStripe:
    """Its address, and the hands of a buyer who holds a client secret."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self.port = 0

    def __enter__(self) -> "LocalStripe":
        # Its memory is a module's; the file it keeps would outlive the test.
        resources.Store.dump_to_disk = lambda _store: None
        resources.PaymentIntent._api_create = _create_intent
        self._thread.start()
        assert self._ready.wait(10)
        self.hands = httpx.Client(
            base_url=self.url, auth=(SECRET_KEY, ""), trust_env=False, timeout=10
        )
        return self

    def __exit__(self, *_: object) -> None:
        self.hands.close()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def forget(self) -> None:
        resources.store.clear()
        webhooks._webhooks.clear()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def deliver_to(self, url: str, secret: str) -> None:
        self._hand("/_config/webhooks/shop", json={"url": url, "secret": secret})

    def confirm(self, intent_id: str, number: str = "4242424242424242") -> httpx.Response:
        """The buyer types her card and confirms, as Stripe.js would."""
        card = {"number": number, "exp_month": "12", "exp_year": "2030", "cvc": "123"}
        typed = {f"card[{name}]": value for name, value in card.items()}
        method = self._hand("/v1/payment_methods", data={"type": "card", **typed}).json()["id"]
        self._hand(f"/v1/payment_intents/{intent_id}", data={"payment_method": method})
        return self.hands.post(f"/v1/payment_intents/{intent_id}/confirm")

    def authenticate(self, intent_id: str, client_secret: str, *, success: bool) -> None:
        """The buyer answers her bank."""
        self._hand(
            f"/v1/payment_intents/{intent_id}/_authenticate",
            data={"client_secret": client_secret, "success": str(success).lower()},
        )

    def _hand(self, path: str, **content: object) -> httpx.Response:
        return self.hands.post(path, **content).raise_for_status()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        runner = web.AppRunner(server.app)
        self._loop.run_until_complete(self._listen(runner))
        self._ready.set()
        self._loop.run_forever()
        self._loop.run_until_complete(self._end(runner))
        self._loop.close()

    async def _listen(self, runner: web.AppRunner) -> None:
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.port = runner.addresses[0][1]

    async def _end(self, runner: web.AppRunner) -> None:
        await runner.cleanup()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
