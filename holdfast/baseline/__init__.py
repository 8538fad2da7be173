"""What happens to baselines over time; reading one for a client is `holdfast.plan`."""
