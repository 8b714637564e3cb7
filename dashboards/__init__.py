"""What is watched: rules of Prometheus and dashboards of Grafana, written from the catalogue of metrics."""
