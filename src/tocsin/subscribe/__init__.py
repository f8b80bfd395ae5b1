"""Subscriptions: who is told what, when, by mail, webhook, chat or feed; each passes the release rule."""
