"""What a measuring number is tied to: method, dataset, metric, task, baseline, direction."""
